/*
  closureOf :: [ key ] -> [ key ]

  The modules and parts of the set that those with the given keys are built from, themselves
  included, sorted.
*/
{
  lib,
  records,
  select,
}:
keys:
lib.sort lib.lessThan (
  map (node: node.key) (
    builtins.genericClosure {
      startSet = map (key: { inherit key; }) keys;
      operator = node: map (key: { inherit key; }) (select records.modules.${node.key}).requires;
    }
  )
)
