/*
  records :: directory -> records

  Those of a go-packages that is a directory of files. Which records there are is known by the names of
  the files; a file is read where its record is asked for, so that a leaf reads those that it is built
  from. src/store/record_file.cpp says how a file is named after the key of its record.
*/
{ lib }:
let
  letters = "abcdefghijklmnopqrstuvwxyz";
  capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  each = make: lib.genList make (builtins.stringLength letters);
  escaped = each (i: "!${builtins.substring i 1 letters}");
  upper = each (i: builtins.substring i 1 capitals);

  keyOf =
    name:
    if builtins.replaceStrings [ "!" "," ] [ "" "" ] name == name then
      name
    else
      builtins.replaceStrings
        (
          escaped
          ++ [
            ","
            "!"
          ]
        )
        (
          upper
          ++ [
            ":"
            ""
          ]
        )
        name;

  # [ { name = key; value = record; } ] of the files in a directory, whose keys begin with `prefix`.
  list =
    prefix: directory:
    let
      types = builtins.readDir directory;
    in
    lib.concatMap (
      name:
      if types.${name} == "directory" then
        list "${prefix}${keyOf name}/" (directory + "/${name}")
      else if lib.hasSuffix ".nix" name then
        [
          {
            name = prefix + keyOf (lib.removeSuffix ".nix" name);
            value = import (directory + "/${name}");
          }
        ]
      else
        [ ]
    ) (lib.attrNames types);

  all =
    directory: if builtins.pathExists directory then builtins.listToAttrs (list "" directory) else { };
in
directory:
import (directory + "/set.nix")
// {
  modules = all (directory + "/modules");
  leaves = all (directory + "/leaves");
  tracks = all (directory + "/tracks");
}
