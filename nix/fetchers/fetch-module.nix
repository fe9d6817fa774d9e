/*
  fetchModule :: { path, version, hash } -> derivation

  The source tree of one module version: a fixed-output derivation whose hash depends on nothing
  but the files of the module's zip, and whose name on nothing but path and version. So all ways to
  get it give the same store path:

    by default     curl and libarchive take the zip of a module proxy apart
    withGoset      goset-fetch does, which is compiled first, and knows `direct`

  The proxies are those of `goProxy`, a GOPROXY list, or where that is null of the builder's
  environment, or the list that Go comes with. `netrcPhase` and `netrcImpureEnvVars` are those of
  nixpkgs' fetchurl: shell that writes a file `netrc`, and variables of the builder that it reads.
*/
{
  lib,
  cacert,
  curl,
  libarchive,
  stdenvNoCC,
  storeName,
  go,
  gosetFetch,
  goProxy,
  netrcPhase,
  netrcImpureEnvVars,
  withGoset,
}:
let
  letters = lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  # https://go.dev/ref/mod#goproxy-protocol
  escape = lib.replaceStrings letters (map (letter: "!${lib.toLower letter}") letters);
in
{
  path,
  version,
  hash,
}:
let
  download = ''
    modulePath=${lib.escapeShellArg path}
    moduleVersion=${lib.escapeShellArg version}
    moduleFile=${lib.escapeShellArg "${escape path}/@v/${escape version}.zip"}
    source ${./fetch-module.sh}
    gosetFetchModule "$out"
  '';
  fetch = ''
    goset-fetch ${lib.escapeShellArg "${path}@${version}"} --out "$out"
  '';
in
stdenvNoCC.mkDerivation (
  {
    name = storeName "go-${path}-${version}" + "-source";
    nativeBuildInputs =
      if withGoset then
        [ gosetFetch ]
      else
        [
          curl
          libarchive
        ];
    buildCommand = ''
      export HOME=$NIX_BUILD_TOP
      ${lib.optionalString (goProxy == null) ''
        # Without a list of its own the builder takes the one that Go comes with.
        export GOPROXY=''${GOPROXY:-$(GOENV=off ${go}/bin/go env GOPROXY)}
      ''}
      # As with nixpkgs' fetchers, the builder may have certificates of its own.
      if [ -e "''${NIX_SSL_CERT_FILE-}" ]; then export SSL_CERT_FILE=$NIX_SSL_CERT_FILE; fi
      ${lib.optionalString (netrcPhase != null) ''
        ${netrcPhase}
        export NETRC=$PWD/netrc
      ''}
      ${if withGoset then fetch else download}
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
      ++ netrcImpureEnvVars
      ++ lib.optional (goProxy == null) "GOPROXY";
    preferLocalBuild = true;
  }
  // lib.optionalAttrs (goProxy != null) { GOPROXY = goProxy; }
)
