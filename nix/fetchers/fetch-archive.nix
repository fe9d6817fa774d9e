/*
  fetchArchive :: { archive, hash, ... } -> source tree

  The tree of a source archive, a URL or a file beside the set, without the one directory that holds
  everything. `hash` is that of nixpkgs' fetchzip and fetchFromGitHub for the same source, and so is
  the store path.
*/
{
  lib,
  directory,
  fetchzip,
  glibcLocalesUtf8,
  stdenvNoCC,
  unzip,
  zstd,
}:
{ archive, hash, ... }:
let
  isFile = !(lib.hasInfix "://" archive) || lib.hasPrefix "file://" archive;
  file =
    if lib.hasPrefix "file://" archive then
      /. + lib.removePrefix "file://" archive
    else if directory != null then
      directory + "/${archive}"
    else
      throw "goset: ${archive} is relative to the set, which was not given as a file";

  tools = lib.optional (lib.hasSuffix ".zst" archive) zstd;

  # stripRoot of fetchzip insists on one directory; here there may be several.
  stripRoot = ''
    shopt -s nullglob dotglob
    entries=("$out"/*)
    shopt -u nullglob dotglob
    if [ ''${#entries[@]} = 1 ] && [ -d "''${entries[0]}" ] && [ ! -L "''${entries[0]}" ]; then
      mv "''${entries[0]}" "$TMPDIR/root"
      rmdir "$out"
      mv "$TMPDIR/root" "$out"
    fi
  '';
in
if isFile then
  stdenvNoCC.mkDerivation {
    name = "source";
    archive = file;
    nativeBuildInputs = [
      unzip
      glibcLocalesUtf8 # for names that are not ASCII
    ]
    ++ tools;
    buildCommand = ''
      mkdir "$TMPDIR/unpack"
      cd "$TMPDIR/unpack"
      unpackFile "$archive"
      chmod -R +w "$TMPDIR/unpack"
      mv "$TMPDIR/unpack" "$out"
      ${stripRoot}
      chmod 755 "$out"
    '';
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = hash;
    preferLocalBuild = true;
  }
else
  fetchzip {
    name = "source";
    url = archive;
    inherit hash;
    stripRoot = false;
    nativeBuildInputs = tools;
    postFetch = stripRoot;
  }
