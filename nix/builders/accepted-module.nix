/*
  acceptedModule :: key -> attrs -> attrs

  What overrideModule may say of the module, or part, with this key. Throws for what its build would
  ignore, or what can't differ from one module to another, and says what to do instead.
*/
{
  lib,
  isOfConfiguration,
  partOf,
}:
key: args:
let
  inherit (partOf key) path part;

  version = args.version or "vX.Y.Z";
  pin = "in goset.toml, under [pin]: \"${path}\" = \"${version}\"; then run: goset lock";
  replacement = "in goset.toml, under [replace]: \"${path}\" = \"FORK@${version}\"; then run: goset lock";
  ofLock = "goset.lock has that, verified; run: goset lock";
  ofLeaves = "the programs that need it decide that; a leaf has it in goset.toml";
  ofSet =
    configuration: "that is the same for the whole set: goPackages.configure { ${configuration}; }";
  ofPhases = "a module's build has no phases: `patches`, or `src` with a derivation that has the changed source";

  # By attribute, what to do instead.
  elsewhere =
    lib.genAttrs [ "rev" "tag" "version" ] (_: pin)
    // lib.genAttrs [ "goSum" "hash" "outputHash" "sha256" "sum" "vendorHash" ] (_: ofLock)
    // lib.genAttrs [ "excludedPackages" "packages" "requires" "subPackages" "tags" "tests" ] (
      _: ofLeaves
    )
    // lib.genAttrs [ "checkFlags" "doCheck" "ldflags" "modRoot" "pgo" ] (
      _: "it belongs to a program: buildLeaf has it"
    )
    // lib.genAttrs [ "name" "pname" ] (_: "it is called by its path")
    // {
      GOFLAGS = ofSet "flags = [ ... ]";
      cgo = ofSet "cgo = false";
      pie = ofSet "pie = true";
      race = ofSet "race = true";
      replace = replacement;
    };

  isPhase =
    name:
    name == "buildCommand"
    || name == "phases"
    || lib.hasSuffix "Phase" name
    || lib.elem name (
      lib.concatMap
        (phase: [
          "pre${phase}"
          "post${phase}"
        ])
        [
          "Unpack"
          "Patch"
          "Configure"
          "Build"
          "Check"
          "Install"
          "Fixup"
        ]
    );

  # What belongs to the source belongs to the whole module.
  ofSource = lib.filter (name: args ? ${name}) [
    "patches"
    "src"
  ];

  names = lib.attrNames args;
  ignored = lib.filter (name: elsewhere ? ${name}) names;
  phases = lib.filter isPhase names;
  variables = lib.filter isOfConfiguration (names ++ lib.attrNames (args.env or { }));
  fail =
    name: instead: throw "goset: overrideModule ${key}: `${name}` would have no effect: ${instead}";
in
if ignored != [ ] then
  fail (lib.head ignored) elsewhere.${lib.head ignored}
else if part != "" && ofSource != [ ] then
  throw "goset: overrideModule ${key}: `${lib.head ofSource}` is for the whole module: ${path}"
else if phases != [ ] then
  fail (lib.head phases) ofPhases
else if variables != [ ] then
  throw (
    "goset: overrideModule ${key}: ${lib.head variables} is the same for the whole set:"
    + " goPackages.configure { env.${lib.head variables} = ...; }"
  )
else
  args
