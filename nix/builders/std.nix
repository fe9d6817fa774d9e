# The compiled standard library, for the one configuration of the set: a cache that every module
# and leaf reads.
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
    GOCACHEPROG="goset-cacheprog --out $out/cache" ${go}/bin/go build -p "$NIX_BUILD_CORES" std
  '';
}
