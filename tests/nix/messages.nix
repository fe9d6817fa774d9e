# What the functions of nix/ say of faults: { NAME = { expr; expected; }; }, each with the whole text. A
# throw gives its text here, since tryEval hides it; so does a warning.
{ lib }:
let
  load = file: builtins.scopedImport { throw = text: text; } (../../nix + "/${file}");
  told = lib // {
    warn = text: _: text;
    # Where a list was expected, the text of why there is none.
    filter = keep: list: if builtins.isList list then lib.filter keep list else list;
  };

  isOfConfiguration = import ../../nix/configuration/is-of-configuration.nix { inherit lib; };
  partOf = import ../../nix/loader/part-of.nix { inherit lib; };
  leafChoices = import ../../nix/loader/leaf-choices.nix { inherit lib; };

  # What is said of a leaf with these attributes, and with this record.
  leafOf =
    record: attrs:
    load "builders/check-leaf.nix"
      {
        inherit isOfConfiguration;
        lib = told;
        records.leaves.api = record;
      }
      {
        inherit record attrs;
        leaf = "api";
        variables = { };
      }
      "accepted";
  leaf = leafOf { version = "v1.2.0"; };

  module = load "builders/accepted-module.nix" { inherit lib isOfConfiguration partOf; };
  configuration = load "configuration" { inherit lib; };
  leafRecord = load "loader/leaf-record.nix" {
    inherit lib leafChoices;
    records.leaves = { };
  };
  leafSource = load "fetchers/leaf-source.nix" {
    inherit lib;
    directory = null;
    fetchArchive = null;
    fetchModule = null;
  };
  leafPackages = load "builders/leaf-packages.nix" { lib = told; };
  moduleArgs = load "builders/check-module-args.nix" {
    inherit lib partOf;
    moduleArgs."b.io" = { };
    records.modules."a.io" = { };
  };
  fetchArchive = load "fetchers/fetch-archive.nix" {
    inherit lib;
    directory = null;
    fetchzip = null;
    glibcLocalesUtf8 = null;
    stdenvNoCC.mkDerivation = attrs: attrs.archive;
    unzip = null;
    zstd = null;
  };
  platform =
    cpu: kernel:
    load "configuration/platform.nix" { inherit lib; } {
      parsed.cpu.name = cpu;
      parsed.kernel.name = kernel;
    };

  # What is said where the records of a set are like this.
  goEnv =
    changed:
    load "configuration/go-env.nix" {
      inherit lib leafChoices;
      configuration = { };
      go.version = "1.26.3";
      platform = {
        goos = "linux";
        goarch = "arm64";
      };
      select = record: record;
      records = {
        format = 2;
        go = "1.26.0";
        toolchain = "1.26";
        platforms = [ "linux/amd64" ];
        modules."a.io" = {
          go = "1.26.9";
          requires = [ ];
        };
        modules."b.io".requires = [ "a.io" ];
        leaves.api.requires = [ "b.io" ];
      }
      // changed;
    };

  # The leaves of a set with a leaf `api` on top of this one, which has such a leaf too.
  extended =
    let
      set = {
        configuration = { };
        internal.overrideScope = _: { };
        leaves.api = { };
        modules = { };
        sources = { };
        overrideScope = change: change set set;
      };
    in
    load "extend.nix" { inherit lib set; } {
      format = 2;
      leaves.api = { };
      modules = { };
    };

  billOfMaterials = load "builders/sbom.nix" {
    inherit lib;
    directory = null;
    goset = null;
    stdenvNoCC.mkDerivation = attributes: attributes.lock;
  };

  cases = {
    billOfMaterialsWithoutALock = [
      (billOfMaterials {
        leaf = "api";
        module = "api.io";
        scope = { };
        keys = [ ];
        attrs = { };
        isLocked = true;
      })
      "goset: leaf api has a bill of materials only where goset.lock is next to go-packages.nix"
    ];
    leafPackages = [
      (leaf { packages = "./cmd"; })
      "goset: leaf api: set this in goset.toml, under [leaf.api]: packages = [\"./cmd\"]; then run: goset lock"
    ];
    leafPlatforms = [
      (leaf { platforms = [ ]; })
      "goset: leaf api: `platforms` are the set's, in goset.toml"
    ];
    leafTags = [
      (leaf { tags = [ "x" ]; })
      "goset: leaf api: set this in goset.toml, under [leaf.api]: optional-tags = [\"x\"] (or `tags`, to have them always); then run: goset lock"
    ];
    leafTagsWithoutItsOwn = [
      (leafOf {
        tags = [ "always" ];
        optionalTags.x = { };
      } { tags = [ "x" ]; })
      "goset: leaf api: its `tags` are [\"always\"] and those that are chosen: add always"
    ];
    leafTests = [
      (leaf { tests = true; })
      "goset: leaf api: set this in goset.toml, under [leaf.api]: tests = true; then run: goset lock"
    ];
    leafCgo = [
      (leaf { CGO_ENABLED = 0; })
      "goset: leaf api: CGO_ENABLED belongs to a configuration of the whole set: say `cgo = false`, or `env.CGO_ENABLED = 0`"
    ];
    leafTarget = [
      (leaf { GOARCH = "arm"; })
      "goset: leaf api: GOARCH belongs to a configuration of the whole set: goPackages.configure { target = { GOOS = ...; GOARCH = ...; }; }"
    ];
    leafVariable = [
      (leaf { env.GOAMD64 = "v3"; })
      "goset: leaf api: GOAMD64 belongs to a configuration of the whole set: goPackages.configure { env.GOAMD64 = ...; }"
    ];
    leafFlagsInText = [
      (leaf { GOFLAGS = "-v"; })
      "goset: leaf api: GOFLAGS is a list of flags"
    ];
    leafFlags = [
      (leaf { GOFLAGS = [ "-race" ]; })
      "goset: leaf api: the flag -race would compile every dependency again: goPackages.configure has `race`, `pie` and `flags` for the whole set"
    ];
    leafChecks = [
      (leaf { doCheck = true; })
      "goset: leaf api: its tests can't be run, since it was locked without them: set this in goset.toml, under [leaf.api]: tests = true; then run: goset lock"
    ];
    leafTestBinaries = [
      (leaf { buildTestBinaries = true; })
      "goset: leaf api: its tests can't be built, since it was locked without them: set this in goset.toml, under [leaf.api]: tests = true; then run: goset lock"
    ];
    leafVersion = [
      (leaf { version = "1.3.0"; })
      "goset: leaf api: the set has version 1.2.0, not 1.3.0: run: goset update --leaf api@v1.3.0"
    ];
    leafHash = [
      (leaf { vendorHash = null; })
      "goset: leaf api: vendorHash: a set has the hash of every module; drop it"
    ];
    leafCheckFlags = [
      (leaf { checkFlags = [ "-v" ]; })
      "goset: leaf api: checkFlags have no effect, since it was locked without tests: set this in goset.toml, under [leaf.api]: tests = true; then run: goset lock"
    ];
    leafUnknown = [
      (leafRecord "none" { })
      "goset: there is no leaf none in the set; add it with: goset add"
    ];
    leafOnDisk = [
      (leafSource "api" { path = "."; })
      "goset: leaf api is on disk: call buildLeaf with its `src`"
    ];
    leafSubPackages = [
      (leafPackages "api" [ "." ] { subPackages = [ "cmd/x" ]; })
      "goset: leaf api was not locked with cmd/x: add it to `packages` of [leaf.api] in goset.toml and run: goset lock"
    ];

    moduleVersion = [
      (module "a.io" { version = "v1.0.0"; })
      "goset: overrideModule a.io: `version` would have no effect: in goset.toml, under [pin]: \"a.io\" = \"v1.0.0\"; then run: goset lock"
    ];
    moduleReplaced = [
      (module "a.io" { replace = "x"; })
      "goset: overrideModule a.io: `replace` would have no effect: in goset.toml, under [replace]: \"a.io\" = \"FORK@vX.Y.Z\"; then run: goset lock"
    ];
    moduleHash = [
      (module "a.io" { hash = ""; })
      "goset: overrideModule a.io: `hash` would have no effect: goset.lock has that, verified; run: goset lock"
    ];
    moduleTags = [
      (module "a.io" { tags = [ ]; })
      "goset: overrideModule a.io: `tags` would have no effect: the programs that need it decide that; a leaf has it in goset.toml"
    ];
    moduleFlags = [
      (module "a.io" { ldflags = [ ]; })
      "goset: overrideModule a.io: `ldflags` would have no effect: it belongs to a program: buildLeaf has it"
    ];
    moduleName = [
      (module "a.io" { pname = "a"; })
      "goset: overrideModule a.io: `pname` would have no effect: it is called by its path"
    ];
    modulePie = [
      (module "a.io" { pie = true; })
      "goset: overrideModule a.io: `pie` would have no effect: that is the same for the whole set: goPackages.configure { pie = true; }"
    ];
    moduleRace = [
      (module "a.io" { race = true; })
      "goset: overrideModule a.io: `race` would have no effect: that is the same for the whole set: goPackages.configure { race = true; }"
    ];
    modulePhases = [
      (module "a.io" { postPatch = ""; })
      "goset: overrideModule a.io: `postPatch` would have no effect: a module's build has no phases: `patches`, or `src` with a derivation that has the changed source"
    ];
    modulePart = [
      (module "a.io#2" { patches = [ ]; })
      "goset: overrideModule a.io#2: `patches` is for the whole module: a.io"
    ];
    moduleVariable = [
      (module "a.io" { env.CGO_CFLAGS = ""; })
      "goset: overrideModule a.io: CGO_CFLAGS is the same for the whole set: goPackages.configure { env.CGO_CFLAGS = ...; }"
    ];
    moduleUnknown = [
      (moduleArgs "accepted")
      "goset: overrideModule: not in the set: b.io"
    ];

    configurationKey = [
      (configuration { colour = 1; })
      "goset: a configuration has no `colour`; it has cgo, env, flags, pie, race, target"
    ];
    configurationVariable = [
      (configuration { env.GOFLAGS = ""; })
      "goset: env.GOFLAGS is set by the builds themselves; use `flags`"
    ];
    configurationPlace = [
      (configuration { env.GOOS = ""; })
      "goset: use `target.GOOS` for env.GOOS"
    ];
    configurationCross = [
      (configuration {
        cgo = true;
        target = {
          GOOS = "linux";
          GOARCH = "arm";
        };
      })
      "goset: C for linux/arm needs a cross compiler: use a set of pkgsCross, or cgo = false"
    ];
    configurationRace = [
      (configuration {
        cgo = false;
        race = true;
      })
      "goset: race needs cgo = true"
    ];

    setFormat = [
      (goEnv { format = 3; })
      "goset: this go-packages.nix has format 3, which this version can't read"
    ];
    setToolchain = [
      (goEnv { toolchain = "1.27"; })
      "goset: the set was resolved for Go 1.27, and go is 1.26.3: use that release, or change `toolchain` in goset.toml and run: goset lock"
    ];
    setGo = [
      (goEnv { go = "1.26.9"; })
      "goset: Go 1.26.3 is older than the set needs: Go 1.26.9\n  a.io needed by b.io needed by leaf api"
    ];
    setPlatform = [
      (goEnv { })
      "goset: the set was not resolved for linux/arm64: add it to `platforms` in goset.toml and run: goset lock"
    ];
    setExtended = [
      extended.leaves
      "goset: extend: both sets have the leaf api"
    ];
    processor = [
      (platform "vax" "linux").goarch
      "goset: Go has no name for the processor vax"
    ];
    system = [
      (platform "x86_64" "vms").goos
      "goset: Go has no name for the operating system vms"
    ];
    archive = [
      (fetchArchive {
        archive = "x.tar.gz";
        hash = "";
      })
      "goset: x.tar.gz is relative to the set, which was not given as a file"
    ];
  };
in
builtins.listToAttrs (
  map (name: {
    name = "message of ${name}";
    value = {
      expr = lib.head cases.${name};
      expected = lib.last cases.${name};
    };
  }) (lib.attrNames cases)
)
