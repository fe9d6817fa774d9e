/*
  moduleLine :: path -> text

  What goset-stage is told of a module: its line of a closure (src/stage/closure.hpp) without the
  cache.
*/
{
  lib,
  records,
  sources,
}:
path:
let
  module = records.modules.${path};
in
lib.concatStringsSep " " [
  path
  module.version
  module.replace or "-"
  module.go or "-"
  module.declared or "-"
  module.sum
  "${sources.${path}}"
]
