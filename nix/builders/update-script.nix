/*
  updateScript :: leaf -> attrs

  What nixpkgs' update.nix runs to raise a leaf: in goset.toml, with what follows in the lock.
*/
{ directory, goset }:
leaf: {
  command = [
    "${goset}/bin/goset"
    "-C"
    (toString directory)
    "update"
    "--leaf"
    leaf
    "--format"
    "nixpkgs"
  ];
  supportedFeatures = [ "commit" ];
}
