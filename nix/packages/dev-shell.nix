# A shell to work on goset in, for callPackage: what ./dev would install on Debian.
{
  catch2,
  clang-tools,
  deadnix,
  git,
  go,
  goset,
  libarchive,
  mkShell,
  nix,
  nixfmt,
  python3,
  unzip,
}:
mkShell {
  inputsFrom = [ goset ];
  packages = [
    catch2
    clang-tools
    deadnix
    git
    go
    libarchive # bsdtar
    nix
    nixfmt
    (python3.withPackages (packages: [
      packages.jsonschema
      packages.pyyaml
    ]))
    unzip
  ];
}
