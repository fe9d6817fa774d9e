/*
  leafRecord :: leaf -> attrs -> record

  The record that a leaf with these attributes is built from: its own, or where they have other
  `tags`, that of the leaf of the set with the same source and just these. So each choice of tags is a
  leaf of goset.toml, and Nix chooses. Its own where there is none: then the tags are refused.
*/
{ lib, records }:
leaf:
let
  own =
    records.leaves.${leaf}
      or (throw "goset: there is no leaf ${leaf} in the set; add it with: goset add");
  tagsOf = record: lib.sort lib.lessThan (record.tags or [ ]);
  sourceOf = builtins.intersectAttrs {
    archive = null;
    dir = null;
    goMod = null;
    goSum = null;
    hash = null;
    module = null;
    path = null;
    version = null;
  };
in
attrs:
if !(attrs ? tags) || tagsOf attrs == tagsOf own then
  own
else
  lib.findFirst (record: tagsOf record == tagsOf attrs && sourceOf record == sourceOf own) own (
    lib.attrValues records.leaves
  )
