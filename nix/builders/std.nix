# The compiled standard library, for the one configuration of the set: a cache that every module
# and leaf reads, and Go's indexes of its sources.
{
  go,
  goEnv,
  helpers,
  stdenv,
}:
stdenv.mkDerivation {
  name = "go-std-${go.version}-${goEnv.variables.GOOS}-${goEnv.variables.GOARCH}";
  nativeBuildInputs = [ helpers ];
  env = goEnv.variables;
  buildCommand = ''
    ${goEnv.setup}
    helper="goset-cacheprog --out $out/cache --index-out $out/modindex"
    GOCACHEPROG=$helper ${go}/bin/go build -p "$NIX_BUILD_CORES" std
  '';
}
