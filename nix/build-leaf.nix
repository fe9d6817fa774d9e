/*
  buildLeaf :: { leaf, src ?, modRoot ? ".", ldflags ? [ ], pgo ? "off", doCheck ? false, ... }
            -> derivation

  Builds the programs of a leaf into $out/bin, with every dependency taken from its module
  derivation. `src` is needed only for a leaf that is not where the set says; `modRoot` is the
  directory of its go.mod, or go.work, inside `src`. Stops if the go.mod, go.sum or go.work files
  there are not those the leaf was locked with, and throws on a platform where it can't be built.
  `pgo = "auto"` uses the leaf's default.pgo, which compiles every dependency again.
  Other attributes go to stdenv.mkDerivation; nothing is stripped unless `dontStrip = false`.
*/
{
  lib,
  go,
  goEnv,
  helpers,
  holds,
  leafSource,
  moduleArgs,
  moduleLine,
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
  unsupported = lib.filter holds (lib.attrNames (record.unsupported or { }));

  inherit
    (
      if unsupported == [ ] then
        select record
      else
        let
          constraint = lib.head unsupported;
        in
        throw "goset: leaf ${leaf} can't be built for ${constraint}: ${record.unsupported.${constraint}}"
    )
    packages
    requires
    ;

  # Modules that the leaf itself compiles packages of, since these import its own.
  private = record.private or [ ];

  locked = leafSource leaf record;

  # What the set was locked with of each module in the leaf's source: PATH VERSION GOMOD GOSUM
  # DIRECTORY, the first main module before the others.
  sourceLine =
    directory: module:
    lib.concatStringsSep " " [
      "module"
      module.module
      module.version or "-"
      module.goMod
      module.goSum or "-"
      directory
    ];

  # Libraries that the modules in this leaf link to; the walk is only made if there are any.
  linked = lib.optionals (moduleArgs != { }) (
    lib.concatMap (node: moduleArgs.${node.key}.buildInputs or [ ]) (
      builtins.genericClosure {
        startSet = map (key: { inherit key; }) (requires ++ private);
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
    inherit (locked) src;
    modRoot = if args ? src then "." else locked.modRoot;
    pgo = "off";
    dontStrip = true;
    disallowedReferences = [ go ];

    configurePhase = ''
      runHook preConfigure
      ${goEnv.setup}
      cd "$modRoot"
      stage=$NIX_BUILD_TOP/goset
      goset-stage leaf --lock "$leafLockPath" --deps "$moduleDepsPath" \
        --private "$privateModulesPath" --source "$PWD" --stage "$stage" \
        --std ${std}/cache --go ${go.version}
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
      if ! ${go}/bin/go build "''${goFlags[@]}" ''${ldflags:+"-ldflags=$ldflags"} \
        -o "$stage/bin/" $(<"$leafPackagesPath"); then
        echo "goset: if a package is missing, leaf ${leaf} imports more than when it was locked" >&2
        echo "  run: goset lock" >&2
        exit 1
      fi
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
    nativeBuildInputs =
      [ helpers ]
      ++ args.nativeBuildInputs or [ ]
      ++ lib.concatMap (path: moduleArgs.${path}.nativeBuildInputs or [ ]) private;
    buildInputs = args.buildInputs or [ ] ++ linked;
    ldflags = toString (args.ldflags or [ ]);

    leafLock = lines (
      [
        "name ${leaf}"
        (sourceLine (record.directory or ".") (removeAttrs record [ "version" ]))
      ]
      ++ lib.attrValues (lib.mapAttrs sourceLine (record.modules or { }))
      ++ lib.optional (record ? goWork) "goWork ${record.goWork}"
      ++ lib.optional (record ? goWorkSum) "goWorkSum ${record.goWorkSum}"
    );
    leafPackages = lines (map (package: if package == "." then "." else "./${package}") packages);
    leafTags = lib.concatStringsSep "," (record.tags or [ ]);
    moduleDeps = lines (map (key: "${modules.${key}}") requires);
    privateModules = lines (map moduleLine private);
    passAsFile = args.passAsFile or [ ] ++ [
      "leafLock"
      "leafPackages"
      "moduleDeps"
      "privateModules"
    ];

    passthru = args.passthru or { } // {
      inherit leaf packages requires;
    };
  }
)
