/*
  moduleSource :: key -> record -> source tree

  The source of a module, or of what replaces it. A patched one keeps its `h1:` in the binaries that
  use it. Parts of a module have one source.
*/
{
  lib,
  argsOf,
  fetchModule,
  partOf,
  patchedSource,
  sources,
}:
key: record:
let
  provider = lib.splitString "@" (record.replace or "${(partOf key).path}@${record.version}");
  args = argsOf key;
  source =
    args.src or (fetchModule {
      path = lib.head provider;
      version = lib.last provider;
      inherit (record) hash;
    });
in
if record ? source then
  sources.${record.source}
else if args.patches or [ ] == [ ] then
  source
else
  patchedSource source args.patches
