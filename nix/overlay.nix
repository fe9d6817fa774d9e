# An overlay for nixpkgs: `goset`, the program, and `mkGoSet`, which makes a set of these packages.
final: _prev: {
  goset = final.callPackage ./packages/goset.nix { };
  mkGoSet = args: (import ./default.nix).mkGoSet ({ pkgs = final; } // args);
}
