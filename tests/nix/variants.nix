# Leaves and sets with other attributes, for attributes.sh: by name, what buildLeaf and the set's
# functions make of the leaves of chain.txtar and kinds.txtar.
{
  set,
  go,
  pkg-config,
  versionCheckHook,
}:
let
  # A C library that nothing but one module names.
  answer = set.stdenv.mkDerivation {
    name = "answer";
    buildCommand = ''
      mkdir -p "$out/lib" "$out/include"
      echo 'int answer(void);' >"$out/include/answer.h"
      echo 'int answer(void) { return 42; }' | $CC -x c -c - -o answer.o
      ar rcs "$out/lib/libanswer.a" answer.o
    '';
  };
  # One with a file for pkg-config.
  factor = set.stdenv.mkDerivation {
    name = "factor";
    buildCommand = ''
      mkdir -p "$out/lib/pkgconfig" "$out/include"
      echo 'int factor(void);' >"$out/include/factor.h"
      echo 'int factor(void) { return 8; }' | $CC -x c -c - -o factor.o
      ar rcs "$out/lib/libfactor.a" factor.o
      printf '%s\n' 'Name: factor' 'Description: of a test' 'Version: 1' \
        "Cflags: -I$out/include -DMORE=2" "Libs: -L$out/lib -lfactor" >"$out/lib/pkgconfig/factor.pc"
    '';
  };
  inherit (set) buildLeaf;
  new = attrs: buildLeaf ({ leaf = "new"; } // attrs);
in
{
  only-two = new { subPackages = [ "cmd/two" ]; };
  below-cmd = new { subPackages = "./cmd/..."; };
  without-two = new { excludedPackages = [ "cmd/two" ]; };
  final-attrs = buildLeaf (finalAttrs: {
    leaf = "new";
    pname = "renamed";
    ldflags = [ "-X main.stamp=${finalAttrs.pname}" ];
  });
  overridden = (new { }).overrideAttrs (_: {
    subPackages = [ "cmd/two" ];
    ldflags = [
      "-X"
      "main.stamp=overridden"
    ];
  });
  structured = new {
    __structuredAttrs = true;
    ldflags = [ "-X main.stamp=structured" ];
    subPackages = [ "cmd/two" ];
  };
  nested = buildLeaf {
    leaf = "new";
    src = builtins.path {
      name = "leaves";
      path = set.internal.directory + "/leaf";
    };
    modRoot = "new";
    dontStrip = true;
  };

  # Every hook says that it ran; a phase that is given goes before the leaf's own.
  hooks = buildLeaf {
    leaf = "tested";
    # Each may run the go command.
    preUnpack = "go version >/dev/null; go env GOFLAGS >$NIX_BUILD_TOP/ran";
    postPatch = "mkdir gen; echo 'package main; func main() { print() }' >gen/main.go; go run ./gen";
    preConfigure = "echo preConfigure >>$NIX_BUILD_TOP/ran";
    postConfigure = "echo postConfigure >>$NIX_BUILD_TOP/ran";
    preBuild = "go generate; echo preBuild >>$NIX_BUILD_TOP/ran";
    postBuild = "echo postBuild >>$NIX_BUILD_TOP/ran";
    preCheck = "echo preCheck >>$NIX_BUILD_TOP/ran";
    postCheck = "echo postCheck >>$NIX_BUILD_TOP/ran";
    preInstall = "echo preInstall >>$NIX_BUILD_TOP/ran";
    postInstall = "go version >/dev/null; cp $NIX_BUILD_TOP/ran $out/ran; cp go.mod go.work $out";
  };
  own-install = new {
    installPhase = "mkdir -p $out/elsewhere; cp $gosetStage/bin/two $out/elsewhere";
  };
  left-to-stdenv = new {
    dontGosetInstall = true;
    postBuild = "mkdir -p $out; touch $out/made";
  };

  without-phases = new {
    dontGosetConfigure = true;
    dontGosetBuild = true;
    doCheck = true;
    dontGosetCheck = true;
    dontGosetInstall = true;
    postUnpack = "mkdir -p $out; touch $out/unpacked";
    preConfigure = "touch $out/configured";
    preBuild = "touch $out/built";
    preCheck = "touch $out/checked";
    preInstall = "touch $out/installed";
  };
  own-phases = new {
    configurePhase = "gosetConfigurePhase; echo configure >>$NIX_BUILD_TOP/ran";
    buildPhase = "gosetBuildPhase; echo build >>$NIX_BUILD_TOP/ran";
    doCheck = true;
    checkPhase = "echo check >>$NIX_BUILD_TOP/ran";
    installPhase = "mkdir -p $out; cp $NIX_BUILD_TOP/ran $out";
  };

  # A profile: an empty one changes nothing but what the compiler is told.
  profiled = new {
    postPatch = "touch default.pgo";
    pgo = "auto";
  };
  unprofiled = new {
    postPatch = "touch default.pgo";
    dontStrip = true;
  };

  # As stdenv leaves programs.
  stripped = set.stripped.new;
  stripped-all = new { stripAllList = [ "bin" ]; };

  # Tags of another leaf with the same source.
  chosen-tags = buildLeaf {
    leaf = "fast";
    tags = [
      "still"
      "fast"
    ];
  };
  overridden-tags = set.leaves.fast.overrideAttrs (_: {
    tags = [
      "fast"
      "still"
    ];
  });

  # Optional tags of a leaf, chosen where it is built, and by a package function.
  optional-fast = buildLeaf {
    leaf = "optional";
    tags = [ "fast" ];
    dontStrip = true;
  };
  optional-both = set.leaves.optional.overrideAttrs (_: {
    tags = [
      "still"
      "fast"
    ];
    dontStrip = true;
  });
  optional-still =
    (set.callPackage (
      {
        withStill ? false,
      }:
      buildLeaf {
        leaf = "optional";
        tags = if withStill then [ "still" ] else [ ];
        dontStrip = true;
      }
    ) { }).override
      { withStill = true; };

  # Phases of a package's own, with what those of buildGoModule have.
  own-go-dirs = buildLeaf {
    leaf = "tested";
    buildPhase = ''
      runHook preBuild
      for directory in $(getGoDirs ""); do buildGoDir install "$directory"; done
      getGoDirs test >$NIX_BUILD_TOP/dirs
      runHook postBuild
    '';
    checkPhase = ''
      for directory in $(getGoDirs test); do buildGoDir test "$directory"; done
    '';
    postInstall = "cp $NIX_BUILD_TOP/dirs $out";
  };
  own-go-dirs-elsewhere =
    (set.configure {
      target = {
        GOOS = "windows";
        GOARCH = "amd64";
      };
    }).buildLeaf
      {
        leaf = "old";
        buildPhase = "buildGoDir install .";
      };
  wrong-go-dir = buildLeaf {
    leaf = "old";
    buildPhase = "buildGoDir run .";
  };

  # What nixpkgs runs on a program to see its version.
  versioned = buildLeaf {
    leaf = "old";
    version = "1.2cnlin";
    postPatch = "sed -i 's/b.B(), /b.B()[1:], /' main.go";
    doInstallCheck = true;
    nativeInstallCheckInputs = [ versionCheckHook ];
  };
  version-test = (set.leaves.old.overrideAttrs { version = "b1.2cnlin"; }).tests.version;

  # References to Go and to sources.
  with-go = new { postInstall = "echo ${go} >$out/go"; };
  with-go-allowed = new {
    postInstall = "echo ${go} >$out/go";
    allowGoReference = true;
  };
  with-source = new { postInstall = "echo ${set.modules."example.com/a"}/src >$out/source"; };
  with-source-unchecked = new {
    postInstall = "echo ${set.modules."example.com/a"}/src >$out/source";
    dontGosetCheckReferences = true;
  };
  with-cache = new { postInstall = "ln -s ${set.modules."example.com/a"}/cache $out/cache"; };

  # A variable that would compile dependencies again, past the check of the arguments.
  compiling = new { preBuild = "export GOFLAGS='-trimpath -gcflags=all=-N'"; };
  verbose = new { GOFLAGS = [ "-x" ]; };
  compiling-allowed = new {
    preBuild = "export GOFLAGS='-trimpath -gcflags=all=-N'";
    goAllowCompile = true;
  };

  patched-go-mod = new { postPatch = "echo '// edited' >>go.mod"; };
  patched-go-mod-allowed = new {
    postPatch = "echo '// edited' >>go.mod";
    allowGoModPatch = true;
  };
  patched-go-mod-above = new {
    postPatch = "sed -i 's|example.com/a v1.0.0|example.com/a v9.0.0|' go.mod";
    allowGoModPatch = true;
  };

  # Failures, each with its own reason.
  without-leaf = buildLeaf { };
  patched-imports = new { postPatch = "echo 'package main; import _ \"example.com/no/w\"' >no.go"; };
  # A package that the set does not have of a module that it has.
  patched-imports-of-a-module = new {
    postPatch = "echo 'package main; import _ \"example.com/p/z\"' >no.go";
  };
  own-error = new { postPatch = "echo 'package main; var x = y' >no.go"; };
  module-error =
    (set.overrideModule "example.com/lin" {
      patches = [
        (builtins.toFile "error.patch" ''
          --- /dev/null
          +++ b/error.go
          @@ -0,0 +1,1 @@
          +package lin; var x = y
        '')
      ];
    }).leaves.new;
  without-header = set.leaves.linked;
  without-pkg-config-file =
    (set.overrideModule "example.com/native" { buildInputs = [ answer ]; }).leaves.linked;

  # Tests: of the leaf `tested` of kinds.txtar, which was locked with them.
  tests = buildLeaf { leaf = "tested"; };
  one-test = buildLeaf {
    leaf = "tested";
    checkFlags = [
      "-v"
      "-run=TestOwn"
    ];
  };
  failing-tests = buildLeaf {
    leaf = "tested";
    preCheck = "export FAIL=1";
  };
  without-tests = buildLeaf {
    leaf = "tested";
    preCheck = "export FAIL=1";
    doCheck = false;
  };
  test-binaries = buildLeaf {
    leaf = "tested";
    buildTestBinaries = true;
  };

  # Configurations.
  raced = new { race = true; };
  pie = new { pie = true; };
  v3 = (set.override { env.GOAMD64 = "v3"; }).leaves.new;
  arm =
    (set.override {
      target = {
        GOOS = "linux";
        GOARCH = "arm64";
      };
    }).leaves.new;
  darwin =
    (set.override {
      target = {
        GOOS = "darwin";
        GOARCH = "arm64";
      };
    }).leaves.new;
  windows =
    (set.override {
      target = {
        GOOS = "windows";
        GOARCH = "amd64";
      };
    }).leaves.new;

  # One module with more than Go.
  patched =
    (set.overrideModule "example.com/lin" {
      patches = [
        (builtins.toFile "lin.patch" ''
          --- a/lin.go
          +++ b/lin.go
          @@ -1,3 +1,3 @@
           package lin
           
          -func L() string { return "lin" }
          +func L() string { return "patched" }
        '')
      ];
    }).leaves.new;
  linked =
    ((set.overrideModule "example.com/native" { buildInputs = [ answer ]; }).overrideModule
      "example.com/overnative"
      {
        nativeBuildInputs = [ pkg-config ];
        buildInputs = [ factor ];
      }
    ).leaves.linked;
  # By an overlay that changes the derivation itself.
  linked-by-overlay =
    (set.overrideScope (
      _: prev: {
        modules = prev.modules // {
          "example.com/native" = prev.modules."example.com/native".overrideAttrs {
            buildInputs = [ answer ];
          };
        };
      }
    )).modules."example.com/native";
  patched-import =
    (set.overrideModule "example.com/lin" {
      patches = [
        (builtins.toFile "import.patch" ''
          --- a/lin.go
          +++ b/lin.go
          @@ -1,3 +1,4 @@
           package lin
           
          +import _ "example.com/q"
           func L() string { return "lin" }
        '')
      ];
    }).modules."example.com/lin";

  # What a shell has of a module's source.
  whole-in-shell =
    (set.shellFor {
      leaf = "new";
      wholeSources = true;
    }).overrideAttrs
      (old: {
        buildCommand = ''
          export HOME=$NIX_BUILD_TOP/home
          mkdir "$HOME"
          cp -r ${set.leaves.new.src} checkout
          cd checkout
          ${old.shellHook}
          mkdir "$out"
          ls "$GOMODCACHE/example.com/lin@v1.0.0" >"$out/listed"
        '';
      });

  # What a user does in the shell of a leaf, as a build: so there is no network.
  in-shell = (set.shellFor { leaf = "new"; }).overrideAttrs (old: {
    buildCommand = ''
      export HOME=$NIX_BUILD_TOP/home
      mkdir "$HOME"
      cp -r ${set.leaves.new.src} checkout
      chmod -R u+w checkout
      cp -r checkout before
      cd checkout
      ${old.shellHook}
      mkdir -p "$out"
      go build -v -buildvcs=false -pgo=off -o "$out/" . ./cmd/two 2>&1 | tee "$out/first"
      go build -v -buildvcs=false -pgo=off -o "$out/" . ./cmd/two 2>&1 | tee "$out/second"
      go vet ./own
      ls "$GOMODCACHE/example.com/lin@v1.0.0" >"$out/listed"
      go list -m -f '{{.Version}}' example.com/b >"$out/version"
      cd ..
      diff -r before checkout
    '';
  });
}
