# A stand-in for nixpkgs: only what nix/ calls, behaving as nixpkgs does, with the host's compiler
# and Go seen through the sandbox. `goRoot` and `goVersion` describe the host's Go; `certificates`
# is a store path with CA certificates, for fetches.
{
  goRoot,
  goVersion,
  certificates ? null,
  # What nixpkgs' configuration calls so.
  structuredAttrsByDefault ? false,
}:
let
  lib = import ./lib.nix;
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
          "passthru"
        ]
        // {
          __structuredAttrs = structured;
        }
        // (if structured then { inherit env; } else env);
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
            nativeBuildInputs = paths (final.nativeBuildInputs or [ ]);
            buildInputs = paths (final.buildInputs or [ ]);
          }
          // (if cc then { standInCompilers = "1"; } else { })
        )
        // final.passthru or { }
        // {
          passthru = final.passthru or { };
          meta = final.meta or { };
          overrideAttrs =
            change:
            mkDerivationWith cc (
              final':
              let
                old = function final';
              in
              old // (if builtins.isFunction change then change old else change)
            );
        };
    in
    if overlap != [ ] then throw "both in env and beside it: ${toString overlap}" else package;

  hostPlatform = {
    isLinux = true;
    system = builtins.currentSystem;
    parsed = {
      kernel.name = lib.last (lib.splitString "-" builtins.currentSystem);
      cpu.name = lib.head (lib.splitString "-" builtins.currentSystem);
    };
  };

  mkStdenv = cc: {
    inherit hostPlatform;
    buildPlatform = hostPlatform;
    mkDerivation = mkDerivationWith cc;
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
    buildPackages = pkgs;
    newScope =
      scope: file: args:
      let
        function = if builtins.isFunction file then file else import file;
        available = pkgs // scope // args;
      in
      function (
        lib.mapAttrs (name: _: available.${name} or (throw "callPackage: no ${name}")) (
          lib.filterAttrs (name: optional: !optional || available ? ${name}) (builtins.functionArgs function)
        )
      );
    callPackage = pkgs.newScope { };
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
pkgs
