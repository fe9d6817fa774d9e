# A stand-in for nixpkgs: only what nix/ calls, behaving as nixpkgs does, with the host's compiler
# and Go seen through the sandbox. `goRoot` and `goVersion` describe the host's Go; `certificates`
# is a store path with CA certificates, for fetches.
{
  goRoot,
  goVersion,
  certificates ? null,
}:
let
  lib = import ./lib.nix;
  # Scripts given to it by -c close with `exit`: a last command that closes its output before it has
  # ended may be killed by Nix, which takes the build for done.
  shell = "/bin/bash";

  mkDerivationWith =
    cc: args:
    let
      attrs = if builtins.isFunction args then lib.fix args else args;
      plain = removeAttrs attrs [
        "meta"
        "passthru"
      ];
      paths = list: map (input: "${input}") list;
      drv = derivation (
        plain
        // {
          name = attrs.name or "${attrs.pname}-${attrs.version}";
          system = builtins.currentSystem;
          builder = shell;
          args = [
            "-e"
            ./setup.sh
          ];
          stdenv = ./setup.sh;
          nativeBuildInputs = paths (attrs.nativeBuildInputs or [ ]);
          buildInputs = paths (attrs.buildInputs or [ ]);
        }
        // (if cc then { standInCompilers = "1"; } else { })
      );
    in
    drv
    // attrs.passthru or { }
    // {
      passthru = attrs.passthru or { };
      meta = attrs.meta or { };
      overrideAttrs = change: mkDerivationWith cc (attrs // change attrs);
    };

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
    buildPackages = pkgs;
    newScope =
      scope: file: args:
      let
        function = if builtins.isFunction file then file else import file;
        available = pkgs // scope // args;
      in
      function (
        lib.mapAttrs (name: _: available.${name} or (throw "callPackage: no ${name}")) (
          lib.filterAttrs (name: optional: !optional || available ? ${name}) (
            builtins.functionArgs function
          )
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
    # The host's libraries are in the sandbox already.
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
