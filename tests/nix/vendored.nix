/*
  vendored :: set -> { leaf, vendor } -> derivation

  The baseline of bench/building: the programs of a leaf as nixpkgs' buildGoModule makes them, with
  all dependencies compiled in this one derivation. Source, environment and flags are those of the
  set's leaf. `vendor` is a store path of what `go mod vendor` made of it, at the versions of its own
  go.mod.
*/
set:
{ leaf, vendor }:
let
  record = set.records.leaves.${leaf};
in
set.stdenv.mkDerivation (
  set.goEnv.variables
  // {
    name = "vendored-${leaf}";
    inherit (set.leafSource leaf record) src modRoot;
    vendor = builtins.storePath vendor;
    packages = map (package: "./${package}") record.packages;
    dontStrip = true;
    buildPhase = ''
      ${set.goEnv.setup}
      cd "$modRoot"
      cp -r "$vendor" vendor
      ${set.go}/bin/go build -mod=vendor -buildvcs=false -pgo=off -p "$NIX_BUILD_CORES" \
        -o "$NIX_BUILD_TOP/bin/" $packages
    '';
    installPhase = ''
      mkdir -p "$out"
      cp -r "$NIX_BUILD_TOP/bin" "$out/bin"
    '';
  }
)
