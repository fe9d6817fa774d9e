# goset itself, for callPackage: the program, and the helpers that builds of a set use.
{
  lib,
  stdenv,
  cli11,
  curl,
  fmt,
  go,
  libarchive,
  libdeflate,
  meson,
  ninja,
  nlohmann_json,
  openssl,
  pkg-config,
  tomlplusplus,
  zlib,
}:
let
  root = ../../.;
  # What a build reads; so a change of docs or tests is no other derivation.
  wanted = [
    "include"
    "meson.build"
    "meson_options.txt"
    "src"
    "templates"
  ];
in
stdenv.mkDerivation {
  pname = "goset";
  version = lib.head (
    builtins.match ".*[^_]version: '([^']*)'.*" (builtins.readFile ../../meson.build)
  );
  src = builtins.path {
    name = "goset-source";
    path = root;
    filter =
      path: _:
      lib.elem (lib.head (lib.splitString "/" (lib.removePrefix (toString root + "/") path))) wanted;
  };
  strictDeps = true;
  nativeBuildInputs = [
    go
    meson
    ninja
    pkg-config
  ];
  buildInputs = [
    cli11
    curl
    fmt
    libarchive
    libdeflate
    nlohmann_json
    openssl
    tomlplusplus
    zlib
  ];
  mesonFlags = [ "-Dtests=false" ];
  # The proxies that goset falls back to are Go's own.
  preConfigure = ''
    mesonFlagsArray+=("-Ddefault_proxy=$(HOME=$TMPDIR GOENV=off go env GOPROXY)")
  '';
  disallowedReferences = [ go ];
  meta = {
    description = "One Nix package set from the go.mod files of many Go programs";
    license = lib.licenses.mit;
    mainProgram = "goset";
    platforms = lib.platforms.unix;
  };
}
