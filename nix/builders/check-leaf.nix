/*
  checkLeaf :: { leaf, record, attrs, variables } -> value -> value

  The value, if the attributes of a leaf's derivation have a meaning here. Throws for those that would
  have no effect or make dependencies compile again, with what to do instead: what decides the import
  graph is said in goset.toml, what decides how the set is compiled in its configuration. `variables`
  is the environment of the set's go commands. Warns of what buildGoModule needs and a set does not.
*/
{
  lib,
  isOfConfiguration,
  records,
}:
{
  leaf,
  record,
  attrs,
  variables,
}:
value:
let
  inToml = line: "set this in goset.toml, under [leaf.${leaf}]: ${line}; then run: goset lock";

  # The leaf itself, where `record` may be that of a choice of its tags.
  own = records.leaves.${leaf} or record;
  sortedUnique = list: lib.attrNames (lib.genAttrs list (_: null));
  optional = lib.concatMap (lib.splitString ",") (lib.attrNames (own.optionalTags or { }));

  quoted = list: "[${lib.concatMapStringsSep ", " (item: ''"${item}"'') list}]";

  # By attribute: why it can't be one.
  elsewhere = {
    packages = inToml "packages = ${quoted (map toString (lib.toList attrs.packages))}";
    platforms = "`platforms` are the set's, in goset.toml";
    tags =
      let
        always = own.tags or [ ];
        lacking = lib.filter (tag: !(lib.elem tag attrs.tags)) always;
        chosen = lib.filter (tag: !(lib.elem tag always)) attrs.tags;
      in
      if own ? optionalTags && lacking != [ ] then
        "its `tags` are ${quoted always} and those that are chosen: add ${lib.head lacking}"
      else
        inToml "optional-tags = ${
          quoted (sortedUnique (optional ++ chosen))
        } (or `tags`, to have them always)";
    tests = inToml "tests = ${if attrs.tests then "true" else "false"}";
  };
  isSame =
    name:
    if name == "tests" then
      attrs.tests == record ? tests
    else if name == "tags" then
      lib.sort lib.lessThan attrs.tags == lib.sort lib.lessThan (record.tags or [ ])
    else
      attrs.${name} == record.${name} or null;
  misplaced = lib.filter (name: attrs ? ${name} && !(isSame name)) (lib.attrNames elsewhere);

  # Variables that the set does not have so.
  env = attrs.env or { };
  changed = lib.filter (
    name: name != "CGO_ENABLED" && isOfConfiguration name && env.${name} != variables.${name} or null
  ) (lib.attrNames env);
  configured = lib.filter isOfConfiguration (lib.attrNames attrs) ++ changed;
  inConfiguration =
    name:
    {
      CGO_ENABLED = "say `cgo = false`, or `env.CGO_ENABLED = 0`";
      GOOS = "goPackages.configure { target = { GOOS = ...; GOARCH = ...; }; }";
      GOARCH = inConfiguration "GOOS";
    }
    .${name} or "goPackages.configure { env.${name} = ...; }";

  flags = attrs.GOFLAGS or [ ];
  isOfDependencies =
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
  misplacedFlags = lib.filter isOfDependencies flags;

  # What tests import is in the set only if it was locked with them.
  needsTests = attrs.buildTestBinaries or false || attrs.doCheck or false && !(attrs ? checkPhase);
  lacksTests = !(record ? tests) && needsTests && !(attrs.dontGosetCheck or false);
  lineForTests = inToml "tests = true";

  # nixpkgs calls a version between releases in its own way, and so may who patches one.
  locked = lib.removePrefix "v" (record.version or "");
  isPseudo = builtins.match ".*[0-9]{14}-[0-9a-f]{12}.*" locked != null;
  otherVersion = record ? version && !isPseudo && !(lib.hasPrefix locked (attrs.version or locked));

  unneeded = lib.filter (name: attrs ? ${name}) (import ./unneeded.nix);

  problem =
    if misplaced != [ ] then
      elsewhere.${lib.head misplaced}
    else if configured != [ ] then
      "${lib.head configured} belongs to a configuration of the whole set: "
      + inConfiguration (lib.head configured)
    else if !(builtins.isList flags) then
      "GOFLAGS is a list of flags"
    else if misplacedFlags != [ ] then
      "the flag ${lib.head misplacedFlags} would compile every dependency again: "
      + "goPackages.configure has `race`, `pie` and `flags` for the whole set"
    else if lacksTests then
      "its tests can't be ${
        if attrs.buildTestBinaries or false then "built" else "run"
      }, since it was locked without them: ${lineForTests}"
    else if otherVersion then
      "the set has version ${locked}, not ${attrs.version}: run: goset update"
      + " --leaf ${leaf}@v${attrs.version}"
    else
      null;

  warnings =
    lib.optional (
      unneeded != [ ]
    ) "${lib.concatStringsSep ", " unneeded}: a set has the hash of every module; drop it"
    ++ lib.optional (
      attrs ? checkFlags && !(record ? tests) && !(attrs ? checkPhase)
    ) "checkFlags have no effect, since it was locked without tests: ${lineForTests}";
in
if problem != null then
  throw "goset: leaf ${leaf}: ${problem}"
else
  lib.foldl' (result: warning: lib.warn "goset: leaf ${leaf}: ${warning}" result) value warnings
