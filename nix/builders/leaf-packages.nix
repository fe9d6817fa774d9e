/*
  leafPackages :: leaf -> [ package ] -> attrs -> [ package ]

  Which of a leaf's packages are built: those that `subPackages` of its attributes has, but for
  `excludedPackages`. Both are directories, or "DIRECTORY/..." for all from there down, alone or in a
  list. Throws for a subPackage that the leaf was not locked with.
*/
{ lib }:
leaf: packages: attrs:
let
  cut = pattern: lib.removePrefix "./" (lib.removeSuffix "/" pattern);
  matches =
    pattern: package:
    if pattern == "..." then
      true
    else if lib.hasSuffix "/..." pattern then
      package == lib.removeSuffix "/..." pattern || lib.hasPrefix (lib.removeSuffix "..." pattern) package
    else
      package == pattern;
  found = pattern: lib.filter (matches (cut pattern)) packages;

  wanted = lib.toList attrs.subPackages;
  missing = lib.filter (pattern: found pattern == [ ]) wanted;
  chosen =
    if !(attrs ? subPackages) then
      packages
    else if missing != [ ] then
      throw (
        "goset: leaf ${leaf} was not locked with ${lib.concatStringsSep ", " missing}: add it to"
        + " `packages` of [leaf.${leaf}] in goset.toml and run: goset lock"
      )
    else
      lib.concatMap found wanted;
  excluded = lib.concatMap found (lib.toList (attrs.excludedPackages or [ ]));
in
lib.filter (package: !(lib.elem package excluded)) chosen
