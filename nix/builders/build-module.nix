/*
  buildModule :: key -> record -> derivation

  Compiles the packages of one module, or of one part of it, as a dependency of a synthetic main
  module. What it is built from are the records that it names: equal records of several sets, tracks
  and programs are one derivation. The output holds

    cache/      what was compiled here, for goset-cacheprog
    modindex/   Go's index of these packages, in such a cache
    download/   its go.mod and checksum, as the go command wants them
    src/        the files that builds with these packages read; the whole source stays behind
    closure     this module and all that its packages are built from; see src/stage/closure.hpp

  so a dependent names its direct dependencies only. `modules` are the outputs to depend on. A source
  with patches, or another than the locked one, is linked as a whole: what packages of it import is
  not known. `wholeSource = true` of overrideModule asks for that.
*/
{
  lib,
  argsOf,
  go,
  goEnv,
  helpers,
  moduleLine,
  modules,
  partOf,
  records,
  select,
  sources,
  std,
  stdenv,
  storeName,
}:
key: record:
let
  inherit (partOf key) name path;
  module = records.modules.${record.source or key};
  inherit (select record) packages requires;
  args = argsOf key;
  tagsFlag = lib.optionalString (record ? tags) "-tags=${lib.concatStringsSep "," record.tags}";

  ofSource = lib.filter (name: args ? ${name}) [
    "patches"
    "src"
  ];
  isWhole = args.wholeSource or (ofSource != [ ]);
in
stdenv.mkDerivation (
  removeAttrs args [
    "nativeBuildInputs"
    "patches"
    "src"
    "wholeSource"
  ]
  // {
    env = goEnv.variables // args.env or { };
    pname = storeName "go-${name}";
    version = lib.removePrefix "v" module.version;
    nativeBuildInputs = [ helpers ] ++ args.nativeBuildInputs or [ ];

    moduleRecord = moduleLine key;
    moduleDeps = lib.concatMapStrings (dependency: "${modules.${dependency}}\n") requires;
    importPaths = lib.concatMapStrings (
      directory: if directory == "." then "${path}\n" else "${path}/${directory}\n"
    ) packages;
    passAsFile = [
      "importPaths"
      "moduleDeps"
      "moduleRecord"
    ];

    buildCommand = ''
      ${goEnv.setup}
      export GOCACHE=${helpers}/gocache
      source ${./hooks/text.sh}
      gosetText importPaths moduleDeps moduleRecord
      stage=$NIX_BUILD_TOP/goset
      # Where the C compiler looks for libraries: nixpkgs' wrapper by the first variable.
      for word in ''${NIX_LDFLAGS-}; do
        case $word in -L/*) echo "''${word#-L}" ;; esac
      done >"$NIX_BUILD_TOP/libraries"
      printf '%s' "''${LIBRARY_PATH-}" | tr : '\n' >>"$NIX_BUILD_TOP/libraries"
      goset-stage module --record "$moduleRecordPath" --import-paths "$importPathsPath" \
        --deps "$moduleDepsPath" --libraries "$NIX_BUILD_TOP/libraries" \
        --source ${if isWhole then "whole" else "needed"} --out "$out" \
        --stage "$stage" --std ${std} --go ${go.version}
      cd "$stage/main"
      helper="goset-cacheprog --inputs $stage/caches --indexes $stage/indexes"
      helper+=" --out $out/cache --index-out $out/modindex"
      if [ -s "$importPathsPath" ]; then
        if ! (
          set -o pipefail
          GOCACHEPROG=$helper ${go}/bin/go build -mod=readonly -p "$NIX_BUILD_CORES" \
            ${tagsFlag} $(<"$importPathsPath") 2>&1 | tee "$stage/log" >&2
        ); then
          goset-stage explain-module --log "$stage/log" --record "$moduleRecordPath" \
            --patched ${if ofSource == [ ] then "no" else "yes"}
          exit 1
        fi
      else
        $helper >/dev/null <<<'{"ID":1,"Command":"close"}'
      fi
    '';

    # Licences are said by overrideModule.
    meta = {
      homepage = "https://${path}";
    }
    // args.meta or { };

    passthru = {
      inherit
        key
        path
        packages
        requires
        ;
      source = sources.${key};
    };
  }
)
