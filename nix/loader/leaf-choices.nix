/*
  leafChoices :: record -> { CHOICE = record; }

  The records of a leaf with each choice of its optional tags, by these as the go command's -tags has
  them: "" is the leaf itself, "x,y" has two. A choice states what differs in it.
*/
{ lib }:
record:
{
  "" = record;
}
// lib.mapAttrs (
  choice: differing:
  removeAttrs record [ "optionalTags" ]
  // differing
  // {
    tags = lib.sort lib.lessThan (record.tags or [ ] ++ lib.splitString "," choice);
  }
) (record.optionalTags or { })
