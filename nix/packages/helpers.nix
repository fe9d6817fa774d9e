# goset-cacheprog and goset-stage, the programs that run inside module builds. Their source is
# src/cacheprog and src/stage alone, built without meson, so that no other change to goset rebuilds
# a module. `gocache` is a GOCACHE for these builds: the go command makes 256 directories there,
# which would cost a small one as much as all that it compiles.
{ lib, stdenv }:
let
  isSource = path: lib.hasSuffix ".cpp" path || lib.hasSuffix ".hpp" path;
  static = lib.optionalString stdenv.hostPlatform.isLinux "-static-libstdc++ -static-libgcc";
in
stdenv.mkDerivation {
  name = "goset-helpers";
  src = builtins.path {
    name = "goset-helpers-source";
    path = ../../src;
    filter =
      path: type:
      if type == "directory" then
        lib.elem (baseNameOf path) [
          "cacheprog"
          "stage"
        ]
      else
        isSource path && baseNameOf (dirOf path) != "src";
  };
  buildPhase = ''
    runHook preBuild
    # Each program is one unit, so that the headers of the standard library are read once.
    printf '#include "%s"\n' cacheprog/*.cpp >goset-cacheprog.cpp
    printf '#include "%s"\n' $(ls cacheprog/*.cpp | grep -v /main) stage/*.cpp >goset-stage.cpp
    for program in goset-cacheprog goset-stage; do
      $CXX -std=c++20 -O2 -I. ${static} $program.cpp -o $program
    done
    runHook postBuild
  '';
  installPhase = ''
    runHook preInstall
    mkdir -p "$out/bin"
    cp goset-cacheprog goset-stage "$out/bin"
    mkdir -p "$out/gocache"
    printf 'goset-cacheprog keeps what is compiled\n' >"$out/gocache/README"
    for byte in {0..255}; do mkdir "$out/gocache/$(printf %02x "$byte")"; done
    runHook postInstall
  '';
}
