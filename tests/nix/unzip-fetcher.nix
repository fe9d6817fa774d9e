# An overlay that fetches the sources of modules by nothing but a download and the unpacking of a
# zip, from the module proxy at `proxy`: the outputs are the same as goset's, which name and hash
# decide. The unzip has to know UTF-8 names; Debian's takes those in Go's zips for another encoding.
{ pkgs, proxy }:
let
  inherit (pkgs) lib;
  letters = text: builtins.genList (i: builtins.substring i 1 text) (builtins.stringLength text);
  lower = letters "abcdefghijklmnopqrstuvwxyz";
  # https://go.dev/ref/mod#goproxy-protocol
  escape = builtins.replaceStrings (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    map (letter: "!${letter}") lower
  );
in
_: prev: {
  fetchModule =
    module@{
      path,
      version,
      hash,
    }:
    pkgs.stdenvNoCC.mkDerivation {
      inherit (prev.fetchModule module) name;
      buildCommand = ''
        python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(sys.argv[1], "zip")' \
          ${lib.escapeShellArg "${proxy}/${escape path}/@v/${escape version}.zip"}
        python3 -m zipfile -e zip .
        mv ${lib.escapeShellArg "${path}@${version}"} "$out"
      '';
      outputHashMode = "recursive";
      outputHashAlgo = "sha256";
      outputHash = hash;
    };
}
