# Tests of what nix/ computes without building: { NAME = { expr; expected; }; }.
{
  dir,
  goRoot,
  goVersion,
}:
let
  pkgs = import ./standin {
    inherit goRoot goVersion;
    certificates = builtins.path {
      name = "chain-modules";
      path = dir + "/mod";
    };
  };
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
    import ../../nix/loader/select.nix {
      inherit lib;
      holds = import ../../nix/loader/constraint.nix { inherit lib; } platform;
    };
  platform = import ../../nix/configuration/platform.nix { inherit lib; };
  storeName = import ../../nix/fetchers/store-name.nix { inherit lib; };
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
  configuration = import ../../nix/configuration { inherit lib; };
  goEnvOf =
    records: platform:
    import ../../nix/configuration/go-env.nix {
      inherit lib;
      go.version = "1.26.3";
      configuration = configuration { };
      leafChoices = import ../../nix/loader/leaf-choices.nix { inherit lib; };
      select = select platform;
      records = {
        format = 2;
        go = "1.26.0";
        toolchain = "1.26";
        platforms = [ "linux/arm64" ];
        modules."example.com/m".go = "1.26.9";
        leaves = { };
      }
      // records;
      inherit platform;
    };

  # An overlay that changes the records.
  withRecords = change: _: prev: {
    internal = prev.internal.overrideScope (
      _: inner: { records = inner.records // change inner.records; }
    );
  };

  # The chain with another b for leaf `old`, which needs a module that the others don't.
  apart =
    overlays:
    chain {
      overlays = [
        (withRecords (records: {
          leaves = records.leaves // {
            old = records.leaves.old // {
              track = "old";
              requires = [
                "example.com/b@v1.1.0"
                "example.com/more@v1.0.0"
              ];
            };
          };
          modules = records.modules // {
            "example.com/b@v1.1.0" = records.modules."example.com/b" // {
              version = "v1.1.0";
            };
            "example.com/more@v1.0.0" = records.modules."example.com/lin";
          };
        }))
      ]
      ++ overlays;
    };

  # What is needed here, all but the module for builds without cgo.
  linuxModules = lib.filter (key: key != "example.com/pure") (lib.attrNames set.modules);

  named = attrs: lib.attrNames (removeAttrs attrs [ "recurseForDerivations" ]);

  versioned = path: "${path}@${set.internal.records.modules.${path}.version}";

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
    expr = fails (goEnvOf { format = 3; } linuxArm);
    expected = true;
  };
  everyModuleHasASource = {
    expr = lib.attrNames set.sources;
    expected = lib.attrNames set.modules;
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
    expr =
      (chain { configuration.cgo = false; }).modules."example.com/lin".drvPath
      == set.modules."example.com/lin".drvPath;
    expected = false;
  };
  overlayReplacesAFetcher = {
    expr =
      (chain {
        overlays = [
          (_: _: { fetchModule = { path, version, ... }: "${path}@${version}"; })
          (_: prev: {
            sources = prev.sources // {
              "example.com/lin" = "patched";
            };
          })
        ];
      }).sources;
    expected = lib.mapAttrs (
      path: record:
      if path == "example.com/lin" then
        "patched"
      else if record ? source then
        "example.com/p@v1.0.0"
      else
        "${path}@${record.version}"
    ) set.internal.records.modules;
  };
  overlayOfASourceReachesItsDependents =
    let
      patched = chain {
        overlays = [
          (_: prev: {
            sources = prev.sources // {
              "example.com/lin" = prev.sources."example.com/q";
            };
          })
        ];
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
  # Libraries reach the leaf by the closure file, without evaluation.
  moduleArgsReachTheModuleAlone = {
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
      leaf = [ ];
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
  buildersHaveTheirOwnProxiesAndCertificates = {
    expr =
      let
        variables = set: set.sources."example.com/a".drvAttrs.impureEnvVars;
        has = name: lib.elem name (variables set);
      in
      {
        passed = map has [
          "GOPROXY"
          "NIX_SSL_CERT_FILE"
          "https_proxy"
          "no_proxy"
        ];
        fixed = lib.elem "GOPROXY" (variables set.real);
        proxy = lib.hasPrefix "file://" set.real.sources."example.com/a".drvAttrs.GOPROXY;
        same = set.real.sources."example.com/a".outPath == set.sources."example.com/a".outPath;
      };
    expected = {
      passed = [
        true
        true
        true
        true
      ];
      fixed = false;
      proxy = true;
      same = true;
    };
  };
  bumpRebuildsTheModuleAndItsDependents = {
    expr =
      let
        bumped = chain {
          overlays = [
            (withRecords (records: {
              modules = records.modules // {
                "example.com/b" = records.modules."example.com/b" // {
                  version = "v1.3.0";
                };
              };
            }))
          ];
        };
        differ =
          kind:
          lib.filter (name: bumped.${kind}.${name}.outPath != set.${kind}.${name}.outPath) (
            named set.${kind}
          );
      in
      {
        modules = differ "modules";
        leaves = differ "leaves";
        std = bumped.std.outPath == set.std.outPath;
      };
    expected = {
      modules = [
        "example.com/a"
        "example.com/b"
      ];
      leaves = [
        "new"
        "old"
        "stamped"
      ];
      std = true;
    };
  };
  stdIsOncePerConfiguration = {
    expr =
      let
        raced = set.override { race = true; };
        std = scope: scope.std.outPath;
      in
      {
        other = std raced != std set;
        again = std (set.override { race = true; }) == std raced;
      };
    expected = {
      other = true;
      again = true;
    };
  };
  leavesDifferInWhatTheyAreBuiltFrom = {
    expr = (apart [ ]).differing.old;
    expected = [
      "example.com/b"
      "example.com/more"
    ];
  };
  otherLeavesStayAsTheyAre = {
    expr = (apart [ ]).leaves.new.drvPath == set.leaves.new.drvPath;
    expected = true;
  };
  overrideModuleReachesEveryVersion = {
    expr =
      let
        patched = (apart [ ]).overrideModule "example.com/b" { buildInputs = [ pkgs.nothing ]; };
      in
      map (key: patched.modules.${key}.buildInputs) [
        "example.com/b"
        "example.com/b@v1.1.0"
      ];
    expected = [
      [ "${pkgs.nothing}" ]
      [ "${pkgs.nothing}" ]
    ];
  };
  modulesHaveMeta = {
    expr =
      let
        licensed = set.overrideModule "example.com/lin" { meta.license = lib.licenses.mit; };
        meta = licensed.modules."example.com/lin".meta;
      in
      {
        inherit (meta) homepage license;
        same = licensed.leaves.new.drvPath == set.leaves.new.drvPath;
      };
    expected = {
      homepage = "https://example.com/lin";
      license = lib.licenses.mit;
      same = true;
    };
  };
  leavesHaveTheLicencesOfTheirRecords = {
    expr = {
      many = map (license: license.shortName) set.leaves.new.meta.license;
      none = set.leaves.old.meta ? license;
      one = (set.internal.licenseOf "MIT").shortName;
      unknown = (set.internal.licenseOf "Odd-1.0").spdxId;
      stated =
        (set.buildLeaf {
          leaf = "new";
          meta.license = lib.licenses.publicDomain;
        }).meta.license.shortName;
    };
    expected = {
      many = [
        "bsd3"
        "mit"
        "Odd-1.0"
      ];
      none = false;
      one = "mit";
      unknown = "Odd-1.0";
      stated = "publicDomain";
    };
  };
  overrideModuleOfOneVersion = {
    expr =
      let
        patched = (apart [ ]).overrideModule "example.com/b@v1.1.0" { buildInputs = [ pkgs.nothing ]; };
      in
      {
        buildInputs = patched.modules."example.com/b@v1.1.0".buildInputs;
        others = patched.leaves.new.drvPath == set.leaves.new.drvPath;
      };
    expected = {
      buildInputs = [ "${pkgs.nothing}" ];
      others = true;
    };
  };
  wordsAreThoseOfAShell = {
    expr = map (import ../../nix/loader/words.nix { inherit lib; }) [
      "."
      "net{,/http,/url} os/exec"
      "a/{b{,/c/{d,e}},f} g"
      ''
        a/{b,
        c} d
        e/{f,g/h}
      ''
      ""
      [
        "as"
        "they are"
      ]
    ];
    expected = [
      [ "." ]
      [
        "net"
        "net/http"
        "net/url"
        "os/exec"
      ]
      [
        "a/b"
        "a/b/c/d"
        "a/b/c/e"
        "a/f"
        "g"
      ]
      [
        "a/b"
        "a/c"
        "d"
        "e/f"
        "e/g/h"
      ]
      [ ]
      [
        "as"
        "they are"
      ]
    ];
  };
  recordsAreReadInOneWay = {
    expr =
      (import ../../nix/loader/records.nix { inherit lib; } {
        modules."example.com/a" = {
          packages = ". x/{y,z}";
          requires = [ "example.com/b" ];
          linux.packages = "z{,/q}";
        };
        leaves.one = {
          requires = "example.com/a";
          modules."packages".module = "example.com/packages";
          unsupported.windows = "no";
        };
      }).records;
    expected = {
      modules."example.com/a" = {
        packages = [
          "."
          "x/y"
          "x/z"
        ];
        requires = [ "example.com/b" ];
        linux.packages = [
          "z"
          "z/q"
        ];
      };
      leaves.one = {
        requires = [ "example.com/a" ];
        modules."packages".module = "example.com/packages";
        unsupported.windows = "no";
      };
    };
  };
  keysSayWhatTheyAre = {
    expr = map (import ../../nix/loader/part-of.nix { inherit lib; }) [
      "example.com/~a/b"
      "example.com/b@v2.0.0+incompatible:1f2e3#2"
    ];
    expected = [
      {
        path = "example.com/~a/b";
        part = "";
        name = "example.com/~a/b";
      }
      {
        path = "example.com/b";
        part = "#2";
        name = "example.com/b#2";
      }
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
  overrideMergesWhatIsGiven = {
    expr =
      let
        inherit (set.override { env.GOAMD64 = "v3"; }) override;
      in
      (override (old: {
        env = old.env // {
          CGO_CFLAGS = "-O3";
        };
      })).configuration;
    expected = {
      cgo = true;
      env = {
        CGO_CFLAGS = "-O3";
        GOAMD64 = "v3";
      };
      flags = [ ];
      pie = false;
      race = false;
      target = null;
    };
  };
  anotherTargetIsWithoutCgo = {
    expr =
      (set.override {
        target = {
          GOOS = "windows";
          GOARCH = "amd64";
        };
      }).configuration.cgo;
    expected = false;
  };
  configurationsShareSources = {
    expr =
      (set.override { race = true; }).sources."example.com/a".drvPath
      == set.sources."example.com/a".drvPath;
    expected = true;
  };
  configurationOfAnotherTargetWithCgo = {
    expr = fails (configuration {
      cgo = true;
      target = {
        GOOS = "windows";
        GOARCH = "amd64";
      };
    });
    expected = true;
  };
  raceWithoutCgo = {
    expr = fails (configuration {
      cgo = false;
      race = true;
    });
    expected = true;
  };
  configurationHasNoOtherAttributes = {
    expr = fails (configuration {
      tags = [ "x" ];
    });
    expected = true;
  };
  configurationLeavesWhatGosetSets = {
    expr =
      map
        (
          name:
          fails (configuration {
            env.${name} = "x";
          })
        )
        [
          "GOFLAGS"
          "GOCACHEPROG"
          "GOOS"
          "CGO_ENABLED"
        ];
    expected = [
      true
      true
      true
      true
    ];
  };
  overrideModuleOfWhatIsNotInTheSet = {
    expr = fails (set.overrideModule "example.com/none" { }).leaves.new.drvPath;
    expected = true;
  };
  overrideModuleKeepsOverlays = {
    expr =
      (set.overrideModule "example.com/lin" { buildInputs = [ pkgs.nothing ]; }).gosetFetch
      == set.gosetFetch;
    expected = true;
  };
  patchesOfAPart = {
    expr =
      fails
        (set.overrideModule "example.com/p#2" { patches = [ ./eval.nix ]; })
        .modules."example.com/p#2".drvPath;
    expected = true;
  };
  compilerFlagsOfOneModule = {
    expr =
      fails
        (set.overrideModule "example.com/lin" { CGO_CFLAGS = "-O3"; }).modules."example.com/lin".drvPath;
    expected = true;
  };
  overrideModuleRefusesWhatItWouldIgnore = {
    expr = map (args: fails (set.overrideModule "example.com/lin" args).leaves.new.drvPath) [
      { version = "v1.1.0"; }
      { goSum = "h1:x"; }
      { hash = "sha256-x"; }
      { tags = [ "x" ]; }
      { subPackages = [ "x" ]; }
      { ldflags = [ "-s" ]; }
      { GOFLAGS = [ "-x" ]; }
      { race = true; }
      { postPatch = "true"; }
      { buildPhase = "true"; }
      { env.CGO_CFLAGS = "-O3"; }
      { NIX_CFLAGS_COMPILE = "-O3"; }
      { env.OTHER = "x"; }
      { patches = [ ]; }
    ];
    expected = lib.genList (n: n < 11) 14;
  };
  argumentsThatGosetTomlHas = {
    expr = map (args: fails (set.buildLeaf ({ leaf = "new"; } // args)).drvPath) [
      { tags = [ "x" ]; }
      { tests = true; }
      { packages = [ "./cmd/..." ]; }
      { platforms = [ "linux/amd64" ]; }
      { subPackages = [ "cmd/none" ]; }
    ];
    expected = [
      true
      true
      true
      true
      true
    ];
  };
  argumentsThatAConfigurationHas = {
    expr = map (args: fails (set.buildLeaf ({ leaf = "new"; } // args)).drvPath) [
      { CGO_ENABLED = 0; }
      { env.CGO_CFLAGS = "-O3"; }
      { env.CC = "clang"; }
      { GOAMD64 = "v3"; }
      { GOFLAGS = [ "-race" ]; }
      { GOFLAGS = [ "-gcflags=all=-N" ]; }
      { GOFLAGS = "-x"; }
    ];
    expected = [
      true
      true
      true
      true
      true
      true
      true
    ];
  };
  cgoOfALeafSelectsTheConfiguration = {
    expr =
      map
        (leaf: leaf.drvAttrs.moduleDeps == (set.configure { cgo = false; }).leaves.new.drvAttrs.moduleDeps)
        [
          (set.buildLeaf {
            leaf = "new";
            cgo = false;
          })
          (set.buildLeaf {
            leaf = "new";
            env.CGO_ENABLED = 0;
          })
          (set.buildLeaf (finalAttrs: {
            leaf = "new";
            env.CGO_ENABLED = if finalAttrs.version == "0" then "0" else "1";
          }))
          (set.leaves.new.overrideAttrs { cgo = false; })
          (set.leaves.new.overrideAttrs (old: {
            env = old.env // {
              CGO_ENABLED = 0;
            };
          }))
          (set.buildLeaf {
            leaf = "new";
            cgo = true;
            env.CGO_ENABLED = "0";
          })
          set.leaves.new
        ];
    expected = lib.genList (n: n < 6) 7;
  };
  overrideAttrsReachesTheConfiguration = {
    expr =
      let
        raced = set.leaves.new.overrideAttrs { race = true; };
        deps = set: set.leaves.new.drvAttrs.moduleDeps;
      in
      {
        race = raced.drvAttrs.moduleDeps == deps (set.configure { race = true; });
        pie =
          (raced.overrideAttrs (_: {
            race = false;
            pie = true;
          })).drvAttrs.moduleDeps == deps (set.configure { pie = true; });
        flags = lib.hasInfix "-race" raced.drvAttrs.setGoFlags;
        references = lib.elem "${(set.configure { race = true; }).std}" (
          map (path: "${path}") raced.drvAttrs.disallowedReferences
        );
        refused = map (change: fails (set.leaves.new.overrideAttrs change).drvPath) [
          { tags = [ "x" ]; }
          { GOFLAGS = [ "-race" ]; }
          { subPackages = [ "none" ]; }
          { GOAMD64 = "v3"; }
          (old: {
            env = old.env // {
              GOAMD64 = "v3";
            };
          })
          {
            race = true;
            cgo = false;
          }
          { GOFLAGS = [ "-x" ]; }
        ];
      };
    expected = {
      race = true;
      pie = true;
      flags = true;
      references = true;
      refused = lib.genList (n: n < 6) 7;
    };
  };
  buildLeafIsExtendedAsMkDerivationIs = {
    expr =
      let
        small = lib.extendMkDerivation {
          constructDrv = set.buildLeaf;
          extendDrvArgs = finalAttrs: args: {
            ldflags = [ "-s" ] ++ args.ldflags or [ ];
            postInstall = "echo ${finalAttrs.pname} >$out/name";
          };
        };
        leaf = small {
          leaf = "new";
          ldflags = [ "-w" ];
        };
      in
      {
        inherit (leaf.drvAttrs) ldflags postInstall;
        overridden = (leaf.overrideAttrs { pname = "other"; }).drvAttrs.postInstall;
      };
    expected = {
      ldflags = [
        "-s"
        "-w"
      ];
      postInstall = "echo new >$out/name";
      overridden = "echo other >$out/name";
    };
  };
  checksWithoutLockedTests = {
    expr = map (args: fails (set.buildLeaf ({ leaf = "new"; } // args)).drvPath) [
      { doCheck = true; }
      { buildTestBinaries = true; }
      {
        doCheck = true;
        checkPhase = "true";
      }
      {
        doCheck = true;
        dontGosetCheck = true;
      }
      { checkFlags = [ "-short" ]; }
    ];
    expected = [
      true
      true
      false
      false
      false
    ];
  };
  overrideSurvivesCallPackage = {
    expr =
      let
        called = pkgs.callPackage (
          { mkGoSet, ... }@args:
          mkGoSet (
            args
            // {
              inherit pkgs;
              packages = dir + "/go-packages.nix";
            }
          )
        ) { inherit ((import ../../nix)) mkGoSet; };
        path = changed: changed.leaves.new.drvAttrs.moduleDeps;
      in
      {
        override =
          path (called.override { cgo = false; }) == path (
            called.configure (_: {
              cgo = false;
            })
          );
        changed = path (called.override { cgo = false; }) != path called;
        twice =
          ((called.override { race = true; }).override { pie = true; }).configuration
          == ((called.configure { race = true; }).configure { pie = true; }).configuration;
      };
    expected = {
      override = true;
      changed = true;
      twice = true;
    };
  };
  olderNixpkgsGivesTheSame = {
    expr =
      (chain { old = true; }).leaves.new.drvPath == set.leaves.new.drvPath
      && (chain { old = true; }).leaves.new.overrideAttrs { race = true; } ? drvPath;
    expected = true;
  };
  versionOfALeafIsSaidOnce =
    let
      released = chain {
        overlays = [
          (withRecords (records: {
            leaves = records.leaves // {
              new = records.leaves.new // {
                version = "v1.2.3";
              };
              old = records.leaves.old // {
                version = "v0.0.0-20200102030405-abcdefabcdef";
              };
            };
          }))
        ];
      };
      src = set.leaves.new.src;
      leafOf =
        args:
        released.buildLeaf (
          {
            leaf = "new";
            inherit src;
          }
          // args
        );
    in
    {
      expr = {
        inherit (leafOf { }) version;
        own =
          (released.buildLeaf (finalAttrs: {
            leaf = "new";
            inherit src;
            ldflags = [ "-X main.stamp=${finalAttrs.version}" ];
          })).drvAttrs.ldflags;
        patched = (leafOf { version = "1.2.3-patched"; }).drvAttrs.version;
        other = fails (leafOf { version = "1.3.0"; }).drvPath;
        overridden =
          fails
            ((leafOf { }).overrideAttrs {
              version = "1.3.0";
              inherit src;
            }).drvPath;
        between =
          (released.buildLeaf {
            leaf = "old";
            inherit src;
            version = "0-unstable-2020-01-02";
          }).drvAttrs.version;
      };
      expected = {
        version = "1.2.3";
        own = [ "-X main.stamp=1.2.3" ];
        patched = "1.2.3-patched";
        other = true;
        overridden = true;
        between = "0-unstable-2020-01-02";
      };
    };
  positionsAreThoseOfPackages =
    let
      place = drv: baseNameOf drv.meta.position;
      here = name: attrs: "eval.nix:${toString (builtins.unsafeGetAttrPos name attrs).line}";
      plain = {
        leaf = "new";
      };
      versioned = {
        leaf = "new";
        version = "1";
      };
      described = {
        leaf = "new";
        meta = {
          description = "Of a test";
        };
      };
    in
    {
      expr = [
        (place (set.buildLeaf plain) == here "leaf" plain)
        (place (set.buildLeaf versioned) == here "version" versioned)
        (place (set.buildLeaf described) == here "description" described.meta)
        (lib.hasPrefix "go-packages.nix:" (place set.stripped.new))
      ];
      expected = [
        true
        true
        true
        true
      ];
    };
  mainProgramIsTheOneThatIsBuilt = {
    expr = {
      one = set.leaves.old.meta.mainProgram;
      chosen =
        (set.buildLeaf {
          leaf = "new";
          subPackages = [ "cmd/two" ];
        }).meta.mainProgram;
      several = set.leaves.new.meta ? mainProgram;
      names = map (package: set.internal.programName "example.com/tool/v2" package) [
        "."
        "cmd/other"
        "cmd/other/v3"
        "v1"
      ];
    };
    expected = {
      one = "old";
      chosen = "two";
      several = false;
      names = [
        "tool"
        "other"
        "other"
        "v1"
      ];
    };
  };
  testOfTheVersion = {
    expr = {
      "with" =
        (set.buildLeaf {
          leaf = "old";
          version = "1.0";
        }).tests
          ? version;
      without = set.leaves.old.tests ? version || set.leaves.new.tests ? version;
    };
    expected = {
      "with" = true;
      without = false;
    };
  };
  internalsAreApart = {
    expr = lib.attrNames (
      removeAttrs set [
        "apart"
        "differing"
        "downloaded"
        "passwords"
        "real"
        "hostile"
        "stripped"
        "unzipped"
        "variants"
      ]
    );
    expected = [
      "buildLeaf"
      "callPackage"
      "configuration"
      "configure"
      "extend"
      "fetchArchive"
      "fetchModule"
      "go"
      "goProxy"
      "goset"
      "gosetFetch"
      "internal"
      "leaves"
      "moduleArgs"
      "modules"
      "newScope"
      "override"
      "overrideModule"
      "overrideScope"
      "packages"
      "patchedSource"
      "shared"
      "shellFor"
      "sources"
      "std"
      "stdenv"
    ];
  };
  leavesAreRecursedInto = {
    expr = [
      (set.leaves.recurseForDerivations or false)
      (set.modules.recurseForDerivations or false)
      (set.recurseForDerivations or false)
    ];
    expected = [
      true
      false
      false
    ];
  };
  scopeCallsPackages = {
    expr =
      (set.callPackage ({ leaves, go }: {
        same = leaves.new.drvPath == set.leaves.new.drvPath && go.outPath == set.go.outPath;
      }) { }).same;
    expected = true;
  };
  programsForABuildRunWhereItIsBuilt =
    let
      cross = chain { crossCpu = "aarch64"; };
      package = cross.callPackage (
        { leaves, stdenv }:
        stdenv.mkDerivation {
          name = "generated";
          nativeBuildInputs = [ leaves.new ];
          buildInputs = [ leaves.new ];
        }
      ) { };
    in
    {
      expr = {
        runs = package.drvAttrs.nativeBuildInputs == [ set.leaves.new.outPath ];
        linked = package.drvAttrs.buildInputs == [ cross.leaves.new.outPath ];
        differ = cross.leaves.new.outPath != set.leaves.new.outPath;
        helpers = cross.internal.helpers.outPath == set.internal.helpers.outPath;
        goarch = cross.leaves.new.drvAttrs.GOARCH;
        overridden =
          (cross.overrideModule "example.com/lin" { buildInputs = [ pkgs.nothing ]; }).leaves.new ? drvPath;
      };
      expected = {
        runs = true;
        linked = true;
        differ = true;
        helpers = true;
        goarch = "arm64";
        overridden = true;
      };
    };
  argumentsThatAreAsLocked = {
    expr =
      (set.buildLeaf {
        leaf = "new";
        tests = false;
      }).drvPath == set.stripped.new.drvPath;
    expected = true;
  };
  vendorHashIsNotNeeded = {
    expr =
      (set.buildLeaf {
        leaf = "new";
        vendorHash = null;
      }).drvPath == set.stripped.new.drvPath;
    expected = true;
  };
  otherVariablesBelongToTheLeaf = {
    expr =
      (set.buildLeaf {
        leaf = "new";
        env.OTHER = "x";
      }).drvAttrs.OTHER;
    expected = "x";
  };
  leafHasWhatPackagesHave = {
    expr = {
      inherit (set.leaves.new) leaf packages;
      hasGo = set.leaves.new.go == set.go && lib.elem "example.com/a" set.leaves.new.requires;
      inherit (set.leaves.new.meta) platforms;
      tests = lib.attrNames set.leaves.new.passthru.tests;
      main =
        (set.buildLeaf {
          leaf = "new";
          meta.mainProgram = "two";
        }).meta.mainProgram;
    };
    expected = {
      leaf = "new";
      packages = [
        "."
        "cmd/two"
        "own"
      ];
      hasGo = true;
      platforms = lib.platforms.all;
      tests = [ ];
      main = "two";
    };
  };
  extendAddsLeaves =
    let
      other = set.internal.records // {
        leaves.again = set.internal.records.leaves.new;
        modules = set.internal.records.modules // {
          "example.com/q" = set.internal.records.modules."example.com/q" // {
            version = "v1.0.1";
          };
        };
      };
      both = set.extend other;
      same = key: both.modules.${key}.drvPath == set.modules.${key}.drvPath;
    in
    {
      expr = {
        leaves = named both.leaves;
        old = both.leaves.new.drvPath == set.leaves.new.drvPath;
        shared = same "example.com/a";
        differing = same "example.com/q" || same "example.com/p#2";
        twice = fails (both.extend set.internal.records).leaves;
        source = fails both.leaves.again.drvPath; # it is on disk, and the set is no file
        built =
          fails
            (both.buildLeaf {
              leaf = "again";
              src = ./.;
            }).drvPath;
      };
      expected = {
        leaves = [
          "again"
          "new"
          "old"
          "stamped"
        ];
        old = true;
        shared = true;
        differing = false;
        twice = true;
        source = true;
        built = false;
      };
    };
  sharedHasWhatLeavesAreBuiltFrom = {
    expr = map (line: lib.last (lib.splitString " " line)) (
      lib.filter (line: line != "") (lib.splitString "\n" set.shared.drvAttrs.links)
    );
    expected = [
      "std"
      "helpers"
      "leaf-hook"
    ]
    ++ map (
      key:
      if key == "example.com/p#2" then "modules/example.com/p@v1.0.0#2" else "modules/${versioned key}"
    ) linuxModules;
  };
  sourceOfAModuleIsWholeWhereThatIsAsked = {
    expr =
      let
        amount = of: lib.hasInfix "--source whole" of.modules."example.com/lin".drvAttrs.buildCommand;
      in
      [
        (amount set)
        (amount (set.overrideModule "example.com/lin" { wholeSource = true; }))
        (amount (set.overrideModule "example.com/lin" { patches = [ ./eval.nix ]; }))
      ];
    expected = [
      false
      true
      true
    ];
  };
  # A track has the set's version of a module where something that it is built from differs.
  sharedHasOneVersionTwice = {
    expr =
      let
        twice = chain {
          overlays = [
            (withRecords (records: {
              modules = records.modules // {
                "example.com/a@v1.0.0" = {
                  source = "example.com/a";
                  packages = [ "." ];
                  requires = [ ];
                };
              };
              leaves = records.leaves // {
                new = records.leaves.new // {
                  requires = records.leaves.new.requires ++ [ "example.com/a@v1.0.0" ];
                };
              };
            }))
          ];
        };
        links = map (line: lib.last (lib.splitString " " line)) (
          lib.splitString "\n" twice.shared.drvAttrs.links
        );
      in
      lib.filter (lib.hasInfix "example.com/a@") links;
    expected = [
      "modules/example.com/a@v1.0.0"
      "modules/apart/example.com/a@v1.0.0"
    ];
  };
  onlyTheClosureIsEvaluated = {
    expr =
      fails
        (chain {
          overlays = [
            (withRecords (records: {
              modules = records.modules // {
                "example.com/unused" = throw "evaluated";
              };
            }))
          ];
        }).leaves.new.drvPath;
    expected = false;
  };
}
// import ./messages.nix { inherit lib; }
