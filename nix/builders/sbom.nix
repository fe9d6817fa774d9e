/*
  sbom :: { leaf, module, scope, keys, attrs, isLocked } -> derivation

  A leaf's bill of materials, CycloneDX in JSON: what goset knows of it by goset.lock beside
  go-packages.nix, for the platform and Go of `scope`. `module` is its path, `keys` are the modules that
  it is built from, and `attrs` its attributes; `isLocked` says whether its source is that of the set.
  What is patched, or has another source, is said to be. Nothing is built for it but goset.
*/
{
  lib,
  directory,
  goset,
  stdenvNoCC,
}:
{
  leaf,
  module,
  scope,
  keys,
  attrs,
  isLocked,
}:
let
  inherit (scope.internal) argsOf partOf platform;

  lock =
    if directory != null && builtins.pathExists (directory + "/goset.lock") then
      builtins.path {
        name = "goset.lock";
        path = directory + "/goset.lock";
      }
    else
      throw "goset: leaf ${leaf} has a bill of materials only where goset.lock is next to go-packages.nix";

  # By path: what belongs to a source is said of the whole module, not of a part.
  ofModules = builtins.listToAttrs (
    map (key: {
      name = (partOf key).path;
      value = argsOf (lib.head (lib.splitString "#" key));
    }) keys
  );
  # A module has patches or a source; a leaf may have both.
  changed =
    lib.filter (path: ofModules.${path} ? src) (lib.attrNames ofModules)
    ++ lib.optional (!isLocked) module;
  patches =
    lib.concatMap (path: map (patch: "${path}=${patch}") (ofModules.${path}.patches or [ ])) (
      lib.attrNames ofModules
    )
    ++ map (patch: "${module}=${patch}") (attrs.patches or [ ]);
in
stdenvNoCC.mkDerivation {
  name = "${leaf}.cdx.json";
  nativeBuildInputs = [ goset ];
  inherit lock;
  gosetArguments = [
    leaf
    "--go=${scope.go.version}"
    "--platform=${platform.goos}/${platform.goarch}"
    "--cgo=${if platform.cgo then "on" else "off"}"
  ]
  ++ map (path: "--changed=${path}") changed
  ++ map (patch: "--patch=${patch}") patches;
  preferLocalBuild = true;
  buildCommand = ''
    ln -s "$lock" goset.lock
    goset sbom ''${gosetArguments[@]} --output "$out"
  '';
}
