/*
  load :: FILE | records -> { records, directory }

  The records of a go-packages.nix, given as that file or as its value, and the directory that the
  paths of leaves on disk are relative to; null if there is none.
*/
{ }:
packages:
if builtins.isAttrs packages then
  {
    records = packages;
    directory = null;
  }
else
  {
    records = import packages;
    directory = builtins.dirOf packages;
  }
