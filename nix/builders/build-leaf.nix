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
    GOFLAGS            further flags for `go build` and `go test`, as a list
    doCheck            whether to run its tests (default: whether goset.toml says `tests = true`)
    checkFlags         flags for `go test`, as a list
    buildTestBinaries  compile the tests into $out/bin instead of the programs
    pgo                "auto" uses the leaf's default.pgo, which compiles every dependency again
                       (default "off")
    race, pie          build in that configuration of the set
    allowGoReference   let the output refer to Go, to sources and caches
    allowGoModPatch    let patches change go.mod, go.sum and go.work
    goAllowCompile     let it compile packages of its dependencies
    meta.mainProgram   what lib.getExe runs

  Each phase may be given itself (`buildPhase` ...), has its hooks (preBuild, postBuild ...), and is
  left to stdenv by

    dontGosetConfigure, dontGosetBuild, dontGosetCheck, dontGosetInstall
    dontGosetCheckReferences    does not look for sources and caches in the output

  With the result come

    passthru.tests       where goset.toml says `tests = true`: the same with its tests run
    passthru.goModules   a link farm of the sources of all modules that it is built from
    passthru.shared      a link farm of what is built before it: std and these modules
    passthru.updateScript    for a leaf of the module proxy: raises it in goset.toml, and locks;
                         where go-packages.nix is a file of the checkout
    passthru.go          the toolchain
    passthru.leaf, passthru.packages, passthru.requires    as in go-packages.nix

  Stops if go.mod, go.sum or go.work, after patches, are not those the leaf was locked with. Throws
  on a platform where it can't be built, and for what only goset.toml can say. Nothing is stripped
  unless `dontStrip = false`.
*/
{
  lib,
  stdenv,
  accepted,
  argsOf,
  closureOf,
  configuration,
  directory,
  farmEntries,
  go,
  goEnv,
  goset,
  helpers,
  holds,
  leafHook,
  leafSource,
  linkFarm,
  moduleLine,
  modules,
  records,
  select,
  std,
}:
leaf: argument:
let
  record = records.leaves.${leaf};
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

  # Keys of all modules and parts that this leaf is built from.
  closure = closureOf (requires ++ private);

  # What those need that the leaf itself compiles.
  ofPrivate = inputs: lib.concatMap (key: (argsOf key).${inputs} or [ ]) private;

  lines = lib.concatMapStrings (line: line + "\n");

  # What of `patterns` the leaf has, each a directory or "DIRECTORY/..." for all from there down.
  matching =
    patterns: isError:
    let
      cut = pattern: lib.removePrefix "./" (lib.removeSuffix "/" pattern);
      matches =
        pattern: package:
        if pattern == "..." then
          true
        else if lib.hasSuffix "/..." pattern then
          package == lib.removeSuffix "/..." pattern || lib.hasPrefix (lib.removeSuffix "..." pattern) package
        else
          package == pattern;
      found = pattern: lib.filter (matches (cut pattern)) packages;
      missing = lib.filter (pattern: found pattern == [ ]) patterns;
    in
    if isError && missing != [ ] then
      throw (
        "goset: leaf ${leaf} was not locked with ${lib.concatStringsSep ", " missing}: add it to"
        + " `packages` of [leaf.${leaf}] in goset.toml and run: goset lock"
      )
    else
      lib.concatMap found patterns;

  asList = value: if builtins.isList value then value else [ value ];

  wantedPackages =
    attrs:
    let
      wanted = if attrs ? subPackages then matching (asList attrs.subPackages) true else packages;
      excluded = matching (asList (attrs.excludedPackages or [ ])) false;
    in
    lib.filter (package: !(lib.elem package excluded)) wanted;

  # The link farms of what is built before the leaf, and of the sources that is made from.
  shared = linkFarm "go-shared-${leaf}" (
    [
      {
        name = "std";
        path = std;
      }
    ]
    ++ farmEntries.ofModules "modules/" closure
  );
  goModules = linkFarm "go-modules-${leaf}" (farmEntries.ofSources "" closure);
in
stdenv.mkDerivation (
  finalAttrs:
  let
    given = if lib.isFunction argument then argument finalAttrs else argument;
    args = accepted leaf record given;
  in
  {
    pname = leaf;
    version = lib.removePrefix "v" (record.version or "0");
    inherit (locked) src;
    modRoot = if args ? src then "." else locked.modRoot;
    pgo = "off";
    dontStrip = true;
    strictDeps = true;
    enableParallelBuilding = true;
    doCheck =
      record ? tests && configuration.target == null && !(finalAttrs.buildTestBinaries or false);
    goAllowCompile = finalAttrs.pgo != "off";
    disallowedReferences = lib.optionals (!(finalAttrs.allowGoReference or false)) [
      go
      std
    ];
  }
  // removeAttrs args [
    "GOFLAGS"
    "leaf"
    "modRoot"
    "pie"
    "race"
  ]
  // lib.optionalAttrs (args ? modRoot) { inherit (args) modRoot; }
  // {
    nativeBuildInputs = [
      helpers
      leafHook
    ]
    ++ args.nativeBuildInputs or [ ]
    ++ ofPrivate "nativeBuildInputs";
    buildInputs = args.buildInputs or [ ] ++ ofPrivate "buildInputs";

    env = goEnv.variables // args.env or { };
    leafFlags = args.GOFLAGS or [ ];

    leafName = leaf;
    leafLock = lines (
      [
        "name ${leaf}"
        (sourceLine (record.directory or ".") (removeAttrs record [ "version" ]))
      ]
      ++ lib.attrValues (lib.mapAttrs sourceLine (record.modules or { }))
      ++ lib.optional (record ? goWork) "goWork ${record.goWork}"
      ++ lib.optional (record ? goWorkSum) "goWorkSum ${record.goWorkSum}"
    );
    leafPackages = lines (
      map (package: if package == "." then "." else "./${package}") (wantedPackages finalAttrs)
    );
    # Patterns find packages that have nothing but tests, too; those of a go.work are listed.
    leafTests =
      if finalAttrs ? subPackages || finalAttrs ? excludedPackages || record ? goWork then
        [ ]
      else
        record.tests or [ ];
    leafTags = lib.concatStringsSep "," (record.tags or [ ]);
    moduleDeps = lines (map (key: "${modules.${key}}") requires);
    privateModules = lines (map moduleLine private);
    passAsFile = args.passAsFile or [ ] ++ [
      "leafLock"
      "leafPackages"
      "moduleDeps"
      "privateModules"
    ];

    meta = {
      platforms = go.meta.platforms or lib.platforms.all;
    }
    // args.meta or { };

    passthru = {
      inherit
        go
        goModules
        leaf
        packages
        requires
        shared
        ;
      # The same with its tests, where goset.toml says `tests = true`.
      tests = lib.optionalAttrs (record ? tests) {
        goTests = finalAttrs.finalPackage.overrideAttrs { doCheck = true; };
      };
    }
    // lib.optionalAttrs (record ? version && directory != null) {
      updateScript = {
        command = [
          "${goset}/bin/goset"
          "-C"
          (toString directory)
          "update"
          "--leaf"
          leaf
          "--format"
          "nixpkgs"
        ];
        supportedFeatures = [ "commit" ];
      };
    }
    // args.passthru or { };
  }
)
