# Tests of what nix/ computes without building: { NAME = { expr; expected; }; }.
{
  dir,
  goRoot,
  goVersion,
}:
let
  pkgs = import ./standin { inherit goRoot goVersion; };
  inherit (pkgs) lib;

  chain =
    args:
    import ./chain.nix (
      {
        inherit dir goRoot goVersion;
      }
      // args
    );
  set = chain { };

  linuxArm = {
    goos = "linux";
    goarch = "arm64";
    cgo = true;
    env = { };
  };
  select =
    platform:
    import ../../nix/select.nix {
      inherit lib;
      holds = import ../../nix/constraint.nix { inherit lib; } platform;
    };
  platform = import ../../nix/platform.nix { inherit lib; };
  storeName = import ../../nix/store-name.nix { inherit lib; };
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;

  record = {
    version = "v1.0.0";
    packages = [ "." ];
    requires = [ "r" ];
    "!cgo".packages = [ "nocgo" ];
    cgo.packages = [ "cgo" ];
    linux.requires = [ "l" ];
    "linux && arm64".packages = [ "la" ];
    "linux && arm64 && !cgo".packages = [ "lan" ];
    windows.packages = [ "w" ];
  };

  # A set with one other record.
  configuration = import ../../nix/configuration.nix { inherit lib; };
  goEnvOf =
    records: platform:
    import ../../nix/go-env.nix { inherit lib; } {
      go.version = "1.26.3";
      configuration = configuration { };
      select = select platform;
      records = {
        format = 1;
        go = "1.26.0";
        toolchain = "1.26";
        platforms = [ "linux/arm64" ];
        modules."example.com/m".go = "1.26.9";
        leaves = { };
      } // records;
      inherit platform;
    };

  # The chain with leaf `old` in a track, which has another b, and a module that the set has not.
  tracked =
    overlays:
    chain {
      overlays = [
        (_: prev: {
          records = prev.records // {
            leaves = prev.records.leaves // {
              old = prev.records.leaves.old // {
                track = "old";
              };
            };
            tracks.old.modules = {
              "example.com/b" = prev.records.modules."example.com/b" // {
                version = "v1.1.0";
              };
              "example.com/more" = prev.records.modules."example.com/lin";
            };
          };
        })
      ] ++ overlays;
    };

  withKey = name: set: lib.mapAttrs (_: value: value.${name}) set;
in
{
  selectJoinsWhatHolds = {
    expr = select linuxArm record;
    expected = {
      packages = [
        "."
        "cgo"
        "la"
      ];
      requires = [
        "r"
        "l"
      ];
    };
  };
  selectWithoutCgo = {
    expr = (select (linuxArm // { cgo = false; }) record).packages;
    expected = [
      "."
      "nocgo"
      "la"
      "lan"
    ];
  };
  selectOfNothing = {
    expr = select linuxArm { version = "v1.0.0"; };
    expected = {
      packages = [ ];
      requires = [ ];
    };
  };
  platformSpeaksGo = {
    expr = platform {
      parsed = {
        cpu.name = "armv6l";
        cpu.version = "6";
        kernel.name = "darwin";
      };
    };
    expected = {
      goos = "darwin";
      goarch = "arm";
      env.GOARM = "6";
    };
  };
  platformWithoutAName = {
    expr =
      fails
        (platform {
          parsed = {
            cpu.name = "vax";
            kernel.name = "linux";
          };
        }).goarch;
    expected = true;
  };
  storeNameOfAPath = {
    expr = storeName "go-example.com/~a/b#2";
    expected = "go-example.com--a-b-part2";
  };
  storeNameOfALongPath = {
    expr = lib.stringLength (storeName (lib.concatStringsSep "/" (builtins.genList toString 200)));
    expected = 143;
  };
  goEnvFits = {
    expr = (goEnvOf { } linuxArm).variables.GOARCH;
    expected = "arm64";
  };
  goEnvOfAnotherMinorRelease = {
    expr = fails (goEnvOf { toolchain = "1.27"; } linuxArm);
    expected = true;
  };
  goEnvOfAnOlderToolchain = {
    expr = fails (goEnvOf { go = "1.26.9"; } linuxArm);
    expected = true;
  };
  goEnvOfAnotherPlatform = {
    expr = fails (goEnvOf { } (linuxArm // { goarch = "amd64"; }));
    expected = true;
  };
  goEnvOfAnotherFormat = {
    expr = fails (goEnvOf { format = 2; } linuxArm);
    expected = true;
  };
  everyModuleHasASource = {
    expr = lib.attrNames set.sources;
    expected = lib.filter (key: key != "example.com/p#2") (lib.attrNames set.modules);
  };
  partsShareASource = {
    expr = "${set.modules."example.com/p#2".source}";
    expected = "${set.modules."example.com/p".source}";
  };
  sourceHasAStableName = {
    expr = set.sources."example.com/Upper/m".name;
    expected = "go-example.com-Upper-m-v0.1.0-source";
  };
  requiresWithCgo = {
    expr = set.modules."example.com/c/v2".requires;
    expected = [ "example.com/lin" ];
  };
  requiresWithoutCgo = {
    expr = (chain { configuration.cgo = false; }).modules."example.com/c/v2".requires;
    expected = [
      "example.com/pure"
      "example.com/lin"
    ];
  };
  cgoIsPartOfIdentity = {
    expr = (chain { configuration.cgo = false; }).modules."example.com/lin".drvPath == set.modules."example.com/lin".drvPath;
    expected = false;
  };
  overlayReplacesAFetcher = {
    expr =
      (chain {
        overlays = [
          (_: _: { fetchModule = { path, version, ... }: "${path}@${version}"; })
          (_: prev: { sources = prev.sources // { "example.com/lin" = "patched"; }; })
        ];
      }).sources;
    expected = lib.mapAttrs (path: source: if path == "example.com/lin" then "patched" else source) (
      lib.mapAttrs (path: record: "${path}@${record.version}") (
        lib.filterAttrs (_: record: !(record ? partOf)) set.records.modules
      )
    );
  };
  overlayOfASourceReachesItsDependents =
    let
      patched = chain {
        overlays = [ (_: prev: { sources = prev.sources // { "example.com/lin" = prev.sources."example.com/q"; }; }) ];
      };
    in
    {
      expr = lib.attrNames (
        lib.filterAttrs (key: module: module.drvPath != set.modules.${key}.drvPath) patched.modules
      );
      expected = [
        "example.com/a"
        "example.com/b"
        "example.com/c/v2"
        "example.com/lin"
      ];
    };
  moduleArgsReachTheLeaf = {
    expr =
      let
        native = chain {
          overlays = [ (_: _: { moduleArgs."example.com/c/v2".buildInputs = [ pkgs.nothing ]; }) ];
        };
      in
      withKey "buildInputs" {
        module = native.modules."example.com/c/v2";
        leaf = native.leaves.new;
        other = native.modules."example.com/q";
      };
    expected = {
      module = [ "${pkgs.nothing}" ];
      leaf = [ "${pkgs.nothing}" ];
      other = [ ];
    };
  };
  moduleArgsOfAnUnknownModule = {
    expr = fails (chain { overlays = [ (_: _: { moduleArgs."example.com/none" = { }; }) ]; }).modules;
    expected = true;
  };
  unknownLeaf = {
    expr = fails (set.buildLeaf { leaf = "none"; }).drvPath;
    expected = true;
  };
  tracksShareWhatDoesNotDiffer = {
    expr = (tracked [ ]).differing.old;
    expected = [
      "example.com/a"
      "example.com/b"
      "example.com/more"
    ];
  };
  overlaysReachTracks = {
    expr =
      (tracked [ (_: _: { moduleArgs."example.com/more".buildInputs = [ pkgs.nothing ]; }) ])
      .tracks.old.modules."example.com/more".buildInputs;
    expected = [ "${pkgs.nothing}" ];
  };
  leavesOfATrack = {
    expr = lib.mapAttrs (_: scope: lib.attrNames scope.leaves) (tracked [ ]).tracks;
    expected.old = [
      "old"
      "stamped" # by an overlay of chain.nix
    ];
  };
  leafIsBuiltInItsTrack = {
    expr =
      let
        set = tracked [ ];
      in
      [
        (set.leaves.old.drvPath == set.tracks.old.leaves.old.drvPath)
        (set.leaves.new.drvPath == (chain { }).leaves.new.drvPath)
        (fails (set.tracks.old.buildLeaf { leaf = "new"; }).drvPath)
      ];
    expected = [
      true
      true
      true
    ];
  };
  sourcesTakeTheProxyOfTheEnvironment = {
    expr = lib.elem "GOPROXY" set.sources."example.com/a".drvAttrs.impureEnvVars;
    expected = true;
  };
  sourcesTakeAGivenProxy =
    let
      given = chain { overlays = [ (_: _: { goProxy = "file:///proxy"; }) ]; };
      attrs = given.sources."example.com/a".drvAttrs;
    in
    {
      expr = [
        attrs.GOPROXY
        (lib.elem "GOPROXY" attrs.impureEnvVars)
        (given.sources."example.com/a".outPath == set.sources."example.com/a".outPath)
      ];
      expected = [
        "file:///proxy"
        false
        true
      ];
    };
}
