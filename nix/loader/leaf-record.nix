/*
  leafRecord :: leaf -> attrs -> record

  The record that a leaf with these attributes is built from: its own, or where they have other
  `tags`, that of the choice of its optional tags which has just these, or of the leaf of the set
  with the same source that has. Its own where there is none: then the tags are refused.
*/
{
  lib,
  leafChoices,
  records,
}:
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
let
  hasTags = record: tagsOf record == tagsOf attrs;
  ofChoices = lib.filter hasTags (lib.attrValues (leafChoices own));
  ofOthers = lib.filter (record: hasTags record && sourceOf record == sourceOf own) (
    lib.attrValues records.leaves
  );
in
if attrs ? tags then lib.head (ofChoices ++ ofOthers ++ [ own ]) else own
