/*
  linkFarm :: name -> [ { name, path } ] -> derivation

  A directory of links `name` to store paths, given to the builder by file: nixpkgs' linkFarm has
  them in its environment, where thousands don't fit. No name may be a directory of another one:
  what is of a module is called PATH@VERSION, since there are modules in the paths of others.
*/
{ lib, stdenvNoCC }:
name: entries:
stdenvNoCC.mkDerivation {
  inherit name;
  links = lib.concatMapStrings (entry: "${entry.path} ${entry.name}\n") entries;
  passAsFile = [ "links" ];
  preferLocalBuild = true;
  buildCommand = ''
    source ${./hooks/text.sh}
    gosetText links
    mkdir -p "$out"
    while read -r path name; do
      mkdir -p "$out/$(dirname "$name")"
      ln -s "$path" "$out/$name"
    done <"$linksPath"
  '';
}
