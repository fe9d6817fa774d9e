/*
  patchedSource :: source -> [ patch ] -> source tree

  The source of a module with patches applied, and nothing else changed.
*/
{ stdenvNoCC }:
source: patches:
stdenvNoCC.mkDerivation {
  name = "${source.name}-patched";
  src = source;
  inherit patches;
  dontConfigure = true;
  dontBuild = true;
  dontFixup = true;
  installPhase = ''
    cp -r . "$out"
  '';
  preferLocalBuild = true;
}
