/*
  buildLeaf :: attrs | (finalAttrs -> attrs) -> derivation

  Builds the programs of a leaf into $out/bin, with every dependency taken from its module
  derivation. The attributes are those of stdenv.mkDerivation, and:

    leaf               the leaf's name in goset.toml
    src                only for a leaf that is not where the set says
    modRoot            directory of its go.mod, or go.work, inside `src` (default ".")
    subPackages        directories of the packages to build and test, "cmd/..." for all below
                       (default: all that goset.toml asks for)
    excludedPackages   directories to leave out, in the same way
    ldflags            flags for the linker, as a list
    tags               build tags: those of the leaf and some of its `optional-tags`, or those of
                       another leaf that has the same source
    GOFLAGS            further flags for `go build` and `go test`, as a list
    doCheck            whether to run its tests (default: whether goset.toml says `tests = true`,
                       without which they can't run)
    checkFlags         flags for `go test`, as a list
    buildTestBinaries  compile the tests into $out/bin instead of the programs
    pgo                "auto" uses the leaf's default.pgo, which compiles every dependency again
                       (default "off")
    race, pie, cgo     build in that configuration of the set; `env.CGO_ENABLED` is cgo too
    allowGoReference   let the output refer to Go, to sources and caches
    allowGoModPatch    let patches change go.mod, go.sum and go.work
    goAllowCompile     let it compile packages of its dependencies
    meta.license       its licence (default: that of its own source, as goset.lock has it)
    meta.mainProgram   what lib.getExe runs (default: the program, where one package is built)

  All of them are attributes of the derivation, so that overrideAttrs reaches them, but for `leaf`.

  Each phase may be given itself (`buildPhase` ...), has its hooks (preBuild, postBuild ...), and is
  left to stdenv by

    dontGosetConfigure, dontGosetBuild, dontGosetCheck, dontGosetInstall
    dontGosetCheckReferences    does not look for sources and caches in the output

  With the result come

    passthru.tests.goTests    where goset.toml says `tests = true`: the same with its tests run
    passthru.tests.version    where it has a mainProgram: that says its version
    passthru.goModules   a link farm of the sources of all modules that it is built from
    passthru.shared      a link farm of what is built before it: std and these modules
    passthru.updateScript    for a leaf of the module proxy: raises it in goset.toml, and locks;
                         where go-packages.nix is a file of the checkout
    passthru.sbom        a bill of materials as CycloneDX, for this platform and Go, with patches and
                         sources that differ; where goset.lock is next to go-packages.nix
    passthru.go          the toolchain
    passthru.leaf, passthru.packages, passthru.requires    as in go-packages.nix

  `version` is the locked one; another one is an error, with the command that updates the set. In
  every hook `go` is there, and these for phases of one's own, as buildGoModule has them:

    getGoDirs ""|test                    the packages to build, or to test
    buildGoDir install|test DIRECTORY    builds or tests one of them

  Stops if go.mod, go.sum or go.work, after patches, are not those the leaf was locked with. Throws
  on a platform where it can't be built, and for what only goset.toml can say. Programs are stripped
  as stdenv does it, but those for a `target`.
*/
{
  lib,
  pkgs,
  checkLeaf,
  extendMkDerivation,
  internal,
  stdenv,
}:
let
  lines = lib.concatMapStrings (line: line + "\n");
  isOff =
    value:
    lib.elem value [
      0
      "0"
      false
    ];

  # The set, in the configuration that the attributes of a leaf ask for.
  configured =
    set: attrs:
    let
      old = set.configuration;
      asked = {
        cgo = !(isOff attrs.env.CGO_ENABLED);
        pie = attrs.pie or old.pie;
        race = attrs.race or old.race;
      };
    in
    if asked == builtins.intersectAttrs asked old then
      set
    else
      set.internal.configurations.${builtins.toJSON asked};

  noLeaf = throw (
    "goset: buildLeaf needs `leaf`, the name of a program of the set: "
    + lib.concatStringsSep ", " (lib.attrNames internal.records.leaves)
  );
in
extendMkDerivation {
  constructDrv = stdenv.mkDerivation;
  inheritFunctionArgs = false;
  excludeDrvArgNames = [
    "leaf"
    "modRoot"
    "packages"
    "platforms"
    "tests"
  ]
  ++ import ./unneeded.nix;

  extendDrvArgs =
    finalAttrs: args:
    let
      leaf = args.leaf or noLeaf;
      # What it is built from may follow from overrideAttrs, which attributes there are must not.
      set = internal.setOf leaf;
      record = set.internal.leafRecord leaf finalAttrs;
      inherit (set.internal) directory;
      locked = set.internal.leafSource leaf record;
      isForeign = set.configuration.target != null;

      scope = configured set finalAttrs;
      inherit (scope.internal) goEnv;

      unsupported = lib.filter scope.internal.holds (lib.attrNames (record.unsupported or { }));
      selected =
        if unsupported == [ ] then
          scope.internal.select record
        else
          throw (
            "goset: leaf ${leaf} can't be built for ${lib.head unsupported}: "
            + record.unsupported.${lib.head unsupported}
          );
      inherit (selected) packages requires;
      # Modules that the leaf itself compiles packages of, since these import its own.
      private = record.private or [ ];
      # Keys of all modules and parts that this leaf is built from.
      closure = scope.internal.closureOf (requires ++ private);
      # What those need that the leaf itself compiles.
      ofPrivate = inputs: lib.concatMap (key: (scope.internal.argsOf key).${inputs} or [ ]) private;

      wanted = set.internal.leafPackages leaf packages;
      # The package of the one program, which is there without any choice by overrideAttrs.
      built = wanted args;
      mainProgram =
        args.meta.mainProgram or (
          if lib.length built == 1 then set.internal.programName record.module (lib.head built) else null
        );

      defaults = {
        pname = leaf;
        version = lib.removePrefix "v" (record.version or "0");
        inherit (locked) src;
        pgo = "off";
        strictDeps = true;
        enableParallelBuilding = true;
        doCheck = record ? tests && !isForeign && !(finalAttrs.buildTestBinaries or false);
        goAllowCompile = finalAttrs.pgo != "off";
        disallowedReferences = lib.optionals (!(finalAttrs.allowGoReference or false)) [
          scope.go
          scope.std
        ];
      }
      // lib.optionalAttrs isForeign { dontStrip = true; }
      # Where nixpkgs takes the position of neither, it is that of the leaf's name.
      // lib.optionalAttrs (!(args ? version || args ? meta.description)) {
        pos = builtins.unsafeGetAttrPos "leaf" args;
      };
    in
    removeAttrs defaults (lib.attrNames args)
    // {
      modRoot = args.modRoot or (if args ? src then "." else locked.modRoot);

      nativeBuildInputs = [
        scope.go
        scope.internal.helpers
        scope.internal.leafHook
      ]
      ++ args.nativeBuildInputs or [ ]
      ++ ofPrivate "nativeBuildInputs";
      buildInputs = args.buildInputs or [ ] ++ ofPrivate "buildInputs";

      # Which variables there are is the same in each configuration; GOFLAGS is what the leaf adds.
      env =
        lib.mapAttrs (name: _: goEnv.variables.${name}) (
          removeAttrs set.internal.goEnv.variables [
            "CGO_ENABLED"
            "GOFLAGS"
          ]
        )
        // args.env or { }
        // {
          CGO_ENABLED =
            if args ? env.CGO_ENABLED then
              if isOff args.env.CGO_ENABLED then "0" else "1"
            else if finalAttrs.cgo or set.configuration.cgo then
              "1"
            else
              "0";
        };
      setGoFlags = goEnv.variables.GOFLAGS;

      leafName = checkLeaf {
        inherit leaf record;
        attrs = args // finalAttrs;
        inherit (goEnv) variables;
      } leaf;
      leafLock = set.internal.leafLock leaf record;
      leafPackages = lines (
        map (package: if package == "." then "." else "./${package}") (wanted finalAttrs)
      );
      # Patterns find packages that have nothing but tests, too; those of a go.work are listed.
      leafTests =
        if finalAttrs ? subPackages || finalAttrs ? excludedPackages || record ? goWork then
          [ ]
        else
          record.tests or [ ];
      leafTags = lib.concatStringsSep "," (record.tags or [ ]);
      moduleDeps = lines (map (key: "${scope.modules.${key}}") requires);
      privateModules = lines (map scope.internal.moduleLine private);
      passAsFile = args.passAsFile or [ ] ++ [
        "leafLock"
        "leafPackages"
        "moduleDeps"
        "privateModules"
      ];

      meta = {
        platforms = scope.go.meta.platforms or lib.platforms.all;
      }
      // lib.optionalAttrs (mainProgram != null) { inherit mainProgram; }
      // lib.optionalAttrs (record ? license) { license = set.internal.licenseOf record.license; }
      // args.meta or { };

      passthru = {
        inherit (scope) go;
        inherit leaf packages requires;
        # The link farms of what is built before the leaf, and of the sources that is made from.
        shared = scope.internal.linkFarm "go-shared-${leaf}" (
          [
            {
              name = "std";
              path = scope.std;
            }
          ]
          ++ scope.internal.farmEntries.ofModules "modules/" closure
        );
        goModules = scope.internal.linkFarm "go-modules-${leaf}" (
          scope.internal.farmEntries.ofSources "" closure
        );
        sbom = set.internal.sbom {
          inherit leaf scope;
          inherit (record) module;
          keys = closure;
          attrs = finalAttrs;
          isLocked =
            toString finalAttrs.src == toString locked.src
            && lib.all (hook: finalAttrs.${hook} or "" == "") [
              "unpackPhase"
              "postUnpack"
              "prePatch"
              "patchPhase"
              "postPatch"
            ];
        };
        tests =
          lib.optionalAttrs (record ? tests) {
            goTests = finalAttrs.finalPackage.overrideAttrs { doCheck = true; };
          }
          // lib.optionalAttrs (mainProgram != null && finalAttrs.version != "0" && pkgs ? testers) {
            version = pkgs.testers.testVersion { package = finalAttrs.finalPackage; };
          };
      }
      // lib.optionalAttrs (record ? version && directory != null) {
        updateScript = set.internal.updateScript leaf;
      }
      // args.passthru or { };
    };
}
