/*
  accepted :: leaf -> record -> attrs -> attrs

  The arguments of buildLeaf that have a meaning here. Throws for those that would have no effect or
  make dependencies compile again: what decides the import graph is said in goset.toml, what decides
  how the set is compiled in its configuration. Warns of what buildGoModule needs and a set does not.
*/
{ lib, isOfConfiguration }:
leaf: record: args:
let
  inToml =
    line:
    "goset: leaf ${leaf}: that is said in goset.toml, under [leaf.${leaf}]: ${line}; then run: goset lock";

  quoted = list: "[${lib.concatMapStringsSep ", " (item: ''"${item}"'') list}]";

  # By argument of buildLeaf: why it can't be one.
  elsewhere = {
    packages = inToml "packages = ${quoted (map toString (lib.toList args.packages))}";
    platforms = "goset: leaf ${leaf}: `platforms` are the set's, in goset.toml";
    tags = inToml "tags = ${quoted args.tags}";
    tests = inToml "tests = ${if args.tests then "true" else "false"}";
  };
  isSame =
    name:
    if name == "tests" then args.tests == record ? tests else args.${name} == record.${name} or null;
  misplaced = lib.filter (name: args ? ${name} && !(isSame name)) (lib.attrNames elsewhere);

  variables = lib.filter isOfConfiguration (lib.attrNames args ++ lib.attrNames (args.env or { }));

  flags = args.GOFLAGS or [ ];
  ofFlags =
    flag:
    lib.any (start: lib.hasPrefix start flag || lib.hasPrefix "-${start}" flag) [
      "-asan"
      "-asmflags=all"
      "-buildmode"
      "-compiler"
      "-gccgoflags"
      "-gcflags=all"
      "-installsuffix"
      "-linkshared"
      "-mod="
      "-modfile"
      "-msan"
      "-overlay"
      "-race"
      "-tags"
      "-toolexec"
      "-trimpath"
    ];
  misplacedFlags = lib.filter ofFlags flags;

  rest = removeAttrs args (lib.attrNames elsewhere ++ unneeded);

  unneeded = lib.filter (name: args ? ${name}) [
    "deleteVendor"
    "modPostBuild"
    "overrideModAttrs"
    "proxyVendor"
    "vendorHash"
  ];
in
if misplaced != [ ] then
  throw elsewhere.${lib.head misplaced}
else if variables != [ ] then
  throw (
    "goset: leaf ${leaf}: ${lib.head variables} belongs to a configuration of the whole set: "
    + (
      if lib.head variables == "CGO_ENABLED" then
        "goPackages.override { cgo = ...; }"
      else if
        lib.elem (lib.head variables) [
          "GOOS"
          "GOARCH"
        ]
      then
        "goPackages.override { target = { GOOS = ...; GOARCH = ...; }; }"
      else
        "goPackages.override { env.${lib.head variables} = ...; }"
    )
  )
else if !(builtins.isList flags) then
  throw "goset: leaf ${leaf}: GOFLAGS is a list of flags"
else if misplacedFlags != [ ] then
  throw (
    "goset: leaf ${leaf}: the flag ${lib.head misplacedFlags} would compile every dependency again: "
    + "goPackages.override has `race`, `pie` and `flags` for the whole set"
  )
else if unneeded != [ ] then
  lib.warn "goset: leaf ${leaf}: ${lib.concatStringsSep ", " unneeded}: a set has the hash of every module; drop it" rest
else
  rest
