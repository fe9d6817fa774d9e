/*
  leafLock :: leaf -> record -> text

  What the set states of a leaf's source, as goset-stage wants it: see read_leaf_lock in
  src/stage/stage.hpp. The first main module comes before the others.
*/
{ lib }:
leaf: record:
let
  sourceLine =
    directory: module:
    lib.concatStringsSep " " [
      "module"
      module.module
      module.version or "-"
      module.goMod
      module.goSum or "-"
      directory
    ];
in
lib.concatMapStrings (line: line + "\n") (
  [
    "name ${leaf}"
    (sourceLine (record.directory or ".") (removeAttrs record [ "version" ]))
  ]
  ++ lib.attrValues (lib.mapAttrs sourceLine (record.modules or { }))
  ++ lib.optional (record ? goWork) "goWork ${record.goWork}"
  ++ lib.optional (record ? goWorkSum) "goWorkSum ${record.goWorkSum}"
)
