/*
  moduleLine :: key -> text

  What goset-stage is told of a module: its line of a closure (src/stage/closure.hpp) without the
  cache.
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
