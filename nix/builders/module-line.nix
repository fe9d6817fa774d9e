/*
  moduleLine :: key -> text

  What goset-stage is told of a module: a record of src/stage/closure.hpp.
*/
{
  lib,
  partOf,
  records,
  sources,
}:
key:
let
  record = records.modules.${key};
  module = records.modules.${record.source or key};
in
lib.concatStringsSep " " [
  (partOf key).path
  module.version
  module.replace or "-"
  module.go or "-"
  module.declared or "-"
  module.sum
  "${sources.${key}}"
]
