# goset-fetch, the builder of source derivations: `goset-fetch PATH@VERSION --out DIR`. Its source
# is what fetching needs, so that other changes to goset leave the derivations of sources alone.
{
  lib,
  stdenv,
  curl,
  fmt,
  libdeflate,
  nlohmann_json,
  openssl,
  pkg-config,
  zlib,
}:
let
  root = ../../.;
  layers = [
    "escape"
    "fetch"
    "go"
    "hash"
    "licenses"
    "os"
  ];
  # Of these layers what only the whole program uses.
  others = [
    "archives"
    "child_processes"
    "interruption"
    "source_archive"
    "version_control"
    "workshop"
  ];
  directories = [
    "include"
    "include/goset"
    "include/goset/model"
    "src"
  ]
  ++ lib.concatMap (layer: [
    "include/goset/${layer}"
    "src/${layer}"
  ]) layers;
  files = [
    "include/goset/error.hpp"
    "include/goset/model/license.hpp"
    "src/fetch_main.cpp"
  ];
  isOther = path: lib.elem (lib.head (lib.splitString "." (baseNameOf path))) others;
  isSource =
    path:
    lib.any (ending: lib.hasSuffix ending path) [
      ".cpp"
      ".hpp"
      ".inc"
    ]
    && !isOther path;
in
stdenv.mkDerivation {
  name = "goset-fetch";
  src = builtins.path {
    name = "goset-fetch-source";
    path = root;
    filter =
      path: type:
      let
        name = lib.removePrefix (toString root + "/") path;
      in
      if type == "directory" then
        lib.elem name directories
      else
        lib.elem name files || (isSource name && lib.elem (baseNameOf (dirOf name)) layers);
  };
  nativeBuildInputs = [ pkg-config ];
  buildInputs = [
    curl
    fmt
    libdeflate
    nlohmann_json
    openssl
    zlib
  ];
  buildPhase = ''
    runHook preBuild
    libraries="fmt libcurl libcrypto libdeflate nlohmann_json zlib"
    for source in src/*/*.cpp src/*.cpp; do
      $CXX -std=c++20 -O2 -Iinclude $(pkg-config --cflags $libraries) \
        -c "$source" -o "''${source%.cpp}.o"
    done
    $CXX src/*/*.o src/*.o $(pkg-config --libs $libraries) -pthread -o goset-fetch
    runHook postBuild
  '';
  installPhase = ''
    runHook preInstall
    mkdir -p "$out/bin"
    cp goset-fetch "$out/bin"
    runHook postInstall
  '';
}
