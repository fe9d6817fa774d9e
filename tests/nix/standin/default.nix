# A stand-in for nixpkgs: only what nix/ calls, behaving as nixpkgs does, with the host's compiler
# and Go seen through the sandbox. `goRoot` and `goVersion` describe the host's Go; `certificates`
# is a store path with CA certificates, for fetches.
{
  goRoot,
  goVersion,
  certificates ? null,
  # What nixpkgs' configuration calls so.
  structuredAttrsByDefault ? false,
  # Without what only newer releases have.
  old ? false,
  # The processor that packages are for, which buildPackages are not for.
  crossCpu ? null,
}:
let
  lib = removeAttrs (import ./lib.nix) (if old then [ "extendMkDerivation" ] else [ ]);
  # Scripts given to it by -c close with `exit`: a last command that closes its output before it has
  # ended may be killed by Nix, which takes the build for done.
  shell = "/bin/bash";

  # mkDerivation takes attributes, or a function from the final ones, which overrideAttrs changes.
  mkDerivationWith =
    cc: argument:
    let
      function = if builtins.isFunction argument then argument else _: argument;
      final = function (final // { finalPackage = package; });
      env = final.env or { };
      structured = final.__structuredAttrs or structuredAttrsByDefault;
      overlap = builtins.attrNames (builtins.intersectAttrs env final);
      plain =
        removeAttrs final [
          "env"
          "meta"
          "nativeInstallCheckInputs"
          "passthru"
          "pos"
        ]
        // lib.optionalAttrs (final ? meta.mainProgram) { NIX_MAIN_PROGRAM = final.meta.mainProgram; }
        // {
          __structuredAttrs = structured;
        }
        // (if structured then { inherit env; } else env);
      pos =
        final.pos or (
          if final.meta.description or null != null then
            builtins.unsafeGetAttrPos "description" final.meta
          else if final.version or null != null then
            builtins.unsafeGetAttrPos "version" final
          else
            builtins.unsafeGetAttrPos "name" final
        );
      paths = list: map (input: "${input}") list;
      package =
        derivation (
          plain
          // {
            name = final.name or "${final.pname}-${final.version}";
            system = builtins.currentSystem;
            builder = shell;
            args = [
              "-e"
              ./setup.sh
            ];
            stdenv = ./setup.sh;
            nativeBuildInputs = paths (
              map (input: input.__spliced.buildHost or input) (final.nativeBuildInputs or [ ])
              ++ lib.optionals (final.doInstallCheck or false) (final.nativeInstallCheckInputs or [ ])
            );
            buildInputs = paths (final.buildInputs or [ ]);
          }
          // (if cc then { standInCompilers = "1"; } else { })
        )
        // final.passthru or { }
        // {
          passthru = final.passthru or { };
          meta =
            final.meta or { }
            // lib.optionalAttrs (pos != null) { position = "${pos.file}:${toString pos.line}"; };
          overrideAttrs =
            change:
            mkDerivationWith cc (
              final':
              let
                old = function final';
                changed = if builtins.isFunction change then change old else change;
              in
              old // (if builtins.isFunction changed then change final' old else changed)
            );
        };
    in
    if overlap != [ ] then throw "both in env and beside it: ${toString overlap}" else package;

  platformOf = cpu: {
    isLinux = true;
    system = builtins.currentSystem;
    parsed = {
      kernel.name = lib.last (lib.splitString "-" builtins.currentSystem);
      cpu.name = cpu;
    };
  };
  buildPlatform = platformOf (lib.head (lib.splitString "-" builtins.currentSystem));

  mkStdenv = cc: {
    inherit buildPlatform;
    hostPlatform = if crossCpu == null then buildPlatform else platformOf crossCpu;
    mkDerivation = mkDerivationWith cc;
  };

  # The packages that run where packages are built.
  native = import ./. {
    inherit
      goRoot
      goVersion
      certificates
      structuredAttrsByDefault
      old
      ;
  };

  pkgs = {
    inherit lib;
    stdenv = mkStdenv true;
    stdenvNoCC = mkStdenv false;
    makeSetupHook =
      {
        name,
        substitutions ? { },
      }:
      script:
      pkgs.stdenvNoCC.mkDerivation {
        inherit name;
        script = builtins.replaceStrings (map (key: "@${key}@") (builtins.attrNames substitutions)) (map (
          value: "${value}"
        ) (builtins.attrValues substitutions)) (builtins.readFile script);
        buildCommand = ''
          mkdir -p "$out/nix-support"
          printf '%s' "$script" >"$out/nix-support/setup-hook"
        '';
      };
    inherit pkgs;
    buildPackages = if crossCpu == null then pkgs else native;
    newScope =
      scope: file: args:
      let
        function = if lib.isFunction file then file else import file;
        available = pkgs // scope;
      in
      lib.makeOverridable function (
        lib.mapAttrs (name: _: available.${name} or (throw "callPackage: no ${name}")) (
          lib.filterAttrs (name: optional: !(args ? ${name}) && (!optional || available ? ${name})) (
            lib.functionArgs function
          )
        )
        // args
      );
    callPackage = pkgs.newScope { };
    pkgsBuildBuild = pkgs.buildPackages;
    pkgsBuildHost = pkgs.buildPackages;
    pkgsBuildTarget = pkgs.buildPackages;
    pkgsHostHost = pkgs;
    pkgsTargetTarget = { };
    makeScopeWithSplicing' = lib.makeScopeWithSplicing' {
      inherit (pkgs) newScope;
      # What is for a build is known by the name that the set has it by.
      splicePackages =
        { pkgsBuildHost, pkgsHostTarget, ... }:
        let
          splice =
            buildHost: hostTarget:
            lib.mapAttrs (
              name: value:
              if !(builtins.isAttrs value) then
                value
              else if value ? drvPath then
                value // { __spliced.buildHost = buildHost.${name}; }
              else
                splice (buildHost.${name} or { }) value
            ) hostTarget;
        in
        if crossCpu == null then pkgsHostTarget else splice pkgsBuildHost pkgsHostTarget;
    };
    testers.testVersion =
      { package }:
      pkgs.stdenv.mkDerivation {
        name = "${package.pname}-test-version";
        buildCommand = ''
          ${package}/bin/${package.meta.mainProgram} --version | grep -Fw ${package.version}
          touch "$out"
        '';
      };
    versionCheckHook = pkgs.makeSetupHook { name = "version-check"; } ./version-check-hook.sh;
    go =
      derivation {
        name = "go-${goVersion}";
        system = builtins.currentSystem;
        builder = shell;
        args = [
          "-c"
          "/bin/mkdir -p $out/bin; /bin/ln -s ${goRoot}/bin/go $out/bin/go; exit"
        ];
      }
      // {
        version = goVersion;
      };
    cacert = certificates;
    fetchzip =
      {
        url,
        hash,
        name ? "source",
        stripRoot ? true,
        nativeBuildInputs ? [ ],
        postFetch ? "",
      }:
      pkgs.stdenvNoCC.mkDerivation {
        inherit name nativeBuildInputs;
        buildCommand = ''
          mkdir "$TMPDIR/unpack"
          cd "$TMPDIR/unpack"
          python3 -c 'import sys, urllib.request as u; u.urlretrieve(sys.argv[1], sys.argv[2])' \
            ${lib.escapeShellArg url} "$TMPDIR/${baseNameOf url}"
          unpackFile "$TMPDIR/${baseNameOf url}"
          chmod -R +w "$TMPDIR/unpack"
          ${if stripRoot then throw "not here" else ''mv "$TMPDIR/unpack" "$out"''}
          ${postFetch}
          chmod 755 "$out"
        '';
        outputHashMode = "recursive";
        outputHashAlgo = "sha256";
        outputHash = hash;
      };
    # The host's programs and libraries are in the sandbox already.
    cli11 = pkgs.nothing;
    libarchive = pkgs.nothing;
    ninja = pkgs.nothing;
    tomlplusplus = pkgs.nothing;
    # As nixpkgs' meson does by its setup hook.
    meson = pkgs.makeSetupHook { name = "meson"; } ./meson-hook.sh;
    curl = pkgs.nothing;
    fmt = pkgs.nothing;
    glibcLocalesUtf8 = pkgs.nothing;
    libdeflate = pkgs.nothing;
    nlohmann_json = pkgs.nothing;
    openssl = pkgs.nothing;
    pkg-config = pkgs.nothing;
    unzip = pkgs.nothing;
    zlib = pkgs.nothing;
    zstd = pkgs.nothing;
    nothing = derivation {
      name = "nothing";
      system = builtins.currentSystem;
      builder = shell;
      args = [
        "-c"
        "/bin/mkdir $out; exit"
      ];
    };
  };
in
removeAttrs pkgs (lib.optionals old [ "makeScopeWithSplicing'" ])
