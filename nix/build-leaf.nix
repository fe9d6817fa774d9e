/*
  buildLeaf :: { leaf, src ?, modRoot ? ".", ldflags ? [ ], pgo ? "off", doCheck ? false, ... }
            -> derivation

  Builds the programs of a leaf into $out/bin, with every dependency taken from its module
  derivation. `src` is needed only for a leaf that is not where the set says; `modRoot` is the
  directory of its go.mod inside `src`. Stops if go.mod or go.sum there are not those the leaf was
  locked with. `pgo = "auto"` uses the leaf's default.pgo, which compiles every dependency again.
  Other attributes go to stdenv.mkDerivation; nothing is stripped unless `dontStrip = false`.
*/
{
  lib,
  directory,
  fetchArchive,
  fetchModule,
  go,
  goEnv,
  helpers,
  moduleArgs,
  modules,
  records,
  select,
  std,
  stdenv,
}:
{ leaf, ... }@args:
let
  record =
    records.leaves.${leaf}
      or (throw "goset: there is no leaf ${leaf} in the set; add it with: goset add");
  inherit (select record) packages requires;

  # The source that the set was locked with.
  lockedSource =
    if record ? archive then
      fetchArchive { inherit (record) archive hash; }
    else if record ? hash then
      fetchModule {
        path = record.module;
        inherit (record) version hash;
      }
    else if directory != null && record ? path then
      lib.cleanSource (directory + "/${record.path}")
    else
      throw "goset: leaf ${leaf} is on disk: call buildLeaf with its `src`";

  # Libraries that the modules in this leaf link to; the walk is only made if there are any.
  linked = lib.optionals (moduleArgs != { }) (
    lib.concatMap (node: moduleArgs.${node.key}.buildInputs or [ ]) (
      builtins.genericClosure {
        startSet = map (key: { inherit key; }) requires;
        operator = node: map (key: { inherit key; }) (select records.modules.${node.key}).requires;
      }
    )
  );

  lines = lib.concatMapStrings (line: line + "\n");
in
stdenv.mkDerivation (
  goEnv.variables
  // {
    pname = leaf;
    version = lib.removePrefix "v" (record.version or "0");
    src = lockedSource;
    modRoot = if args ? src then "." else record.dir or ".";
    pgo = "off";
    dontStrip = true;
    disallowedReferences = [ go ];

    configurePhase = ''
      runHook preConfigure
      ${goEnv.setup}
      cd "$modRoot"
      stage=$NIX_BUILD_TOP/goset
      goset-stage leaf --lock "$leafLockPath" --deps "$moduleDepsPath" --source "$PWD" \
        --stage "$stage" --std ${std}/cache --go ${go.version}
      export GOWORK=$PWD/go.work GOCACHEPROG="goset-cacheprog --inputs $stage/caches"
      goFlags=(-mod=readonly -buildvcs=false "-pgo=$pgo" -p "$NIX_BUILD_CORES")
      if [ -n "$leafTags" ]; then goFlags+=("-tags=$leafTags"); fi
      if [ "$pgo" = off ] && [ -n "$(find . -name default.pgo -print -quit)" ]; then
        echo "goset: default.pgo is not used (pgo = \"off\")"
      fi
      runHook postConfigure
    '';
    buildPhase = ''
      runHook preBuild
      mkdir -p "$stage/bin"
      ${go}/bin/go build "''${goFlags[@]}" ''${ldflags:+"-ldflags=$ldflags"} -o "$stage/bin/" \
        $(<"$leafPackagesPath")
      runHook postBuild
    '';
    checkPhase = ''
      runHook preCheck
      ${go}/bin/go test -vet=off "''${goFlags[@]}" $(<"$leafPackagesPath")
      runHook postCheck
    '';
    installPhase = ''
      runHook preInstall
      mkdir -p "$out"
      cp -r "$stage/bin" "$out/bin"
      runHook postInstall
    '';
  }
  // removeAttrs args [ "leaf" ]
  // {
    nativeBuildInputs = [ helpers ] ++ args.nativeBuildInputs or [ ];
    buildInputs = args.buildInputs or [ ] ++ linked;
    ldflags = toString (args.ldflags or [ ]);

    leafLock = lines (
      [
        "name ${leaf}"
        "module ${record.module}"
        "goMod ${record.goMod}"
      ]
      ++ lib.optional (record ? goSum) "goSum ${record.goSum}"
    );
    leafPackages = lines (map (package: if package == "." then "." else "./${package}") packages);
    leafTags = lib.concatStringsSep "," (record.tags or [ ]);
    moduleDeps = lines (map (key: "${modules.${key}}") requires);
    passAsFile = args.passAsFile or [ ] ++ [
      "leafLock"
      "leafPackages"
      "moduleDeps"
    ];

    passthru = args.passthru or { } // {
      inherit leaf packages requires;
    };
  }
)
