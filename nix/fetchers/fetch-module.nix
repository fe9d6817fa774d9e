/*
  fetchModule :: { path, version, hash } -> derivation

  The source tree of one module version: a fixed-output derivation whose hash depends on nothing
  but the files of the module's zip.
*/
{
  lib,
  cacert,
  stdenvNoCC,
  go,
  gosetFetch,
  goProxy,
  storeName,
}:
{
  path,
  version,
  hash,
}:
stdenvNoCC.mkDerivation (
  {
    name = storeName "go-${path}-${version}" + "-source";
    nativeBuildInputs = [ gosetFetch ];
    buildCommand = ''
      export HOME=$NIX_BUILD_TOP
      # Without a list of its own the builder takes the one that Go comes with.
      export GOPROXY=''${GOPROXY:-$(GOENV=off ${go}/bin/go env GOPROXY)}
      # As with nixpkgs' fetchers, the builder may have certificates of its own.
      if [ -e "''${NIX_SSL_CERT_FILE-}" ]; then export SSL_CERT_FILE=$NIX_SSL_CERT_FILE; fi
      goset-fetch ${lib.escapeShellArg "${path}@${version}"} --out "$out"
    '';
    SSL_CERT_FILE = "${cacert}/etc/ssl/certs/ca-bundle.crt";
    # The hash below was verified when the set was locked.
    GOSUMDB = "off";
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = hash;
    impureEnvVars =
      lib.fetchers.proxyImpureEnvVars
      ++ [ "NIX_SSL_CERT_FILE" ]
      ++ lib.optional (goProxy == null) "GOPROXY";
    preferLocalBuild = true;
  }
  // lib.optionalAttrs (goProxy != null) { GOPROXY = goProxy; }
)
