/*
  farmEntries :: { ofModules, ofSources :: prefix -> [ key ] -> [ { name, path } ] }

  The entries of link farms for the modules, and for the sources, of the records with the given keys:
  called PATH@VERSION, and a part PATH@VERSION#N, so that none is in the directory of another. What
  not all leaves have is below `apart/`, by its key: its version may be that of the set.
*/
{
  lib,
  modules,
  partOf,
  records,
  sources,
}:
let
  # The key of the record that describes the source.
  describing = key: records.modules.${key}.source or key;

  versioned =
    key:
    let
      inherit (partOf key) path part;
    in
    if lib.hasInfix "@" key then
      "apart/${key}"
    else
      "${path}@${records.modules.${describing key}.version}${part}";

  unique = names: lib.attrNames (lib.genAttrs names (_: null));
in
{
  ofModules =
    prefix: keys:
    map (key: {
      name = prefix + versioned key;
      path = modules.${key};
    }) keys;

  ofSources =
    prefix: keys:
    map (key: {
      name = prefix + versioned key;
      path = sources.${key};
    }) (unique (map describing keys));
}
