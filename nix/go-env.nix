/*
  goEnv :: { go, records, platform } -> { variables, setup }

  `variables` is the environment of every go command in the set: with another one, a package gets
  another action ID and would be compiled again. `setup` is shell that sets what depends on the
  build directory. GOMODCACHE is at one place in every build, since it enters the action IDs of
  packages whose cgo flags name their own directory.

  Throws where the toolchain or the platform is not what the set was resolved for.
*/
{ lib }:
{
  go,
  records,
  platform,
}:
let
  demanding = lib.attrNames (lib.filterAttrs (_: record: record.go or "" == records.go) records.modules);

  wanted = "${platform.goos}/${platform.goarch}";

  problem =
    if records.format != 1 then
      "this go-packages.nix has format ${toString records.format}, which this version can't read"
    else if lib.versions.majorMinor go.version != records.toolchain then
      "the set was resolved for Go ${records.toolchain}, and go is ${go.version}: use that release, "
      + "or change `toolchain` in goset.toml and run: goset lock"
    else if lib.versionOlder go.version records.go then
      "Go ${go.version} is older than the set needs: Go ${records.go}"
      + lib.optionalString (demanding != [ ]) ", demanded by ${lib.concatStringsSep ", " demanding}"
    else if !(lib.elem wanted records.platforms) then
      "the set was not resolved for ${wanted}: add it to `platforms` in goset.toml and run: goset lock"
    else
      null;
in
if problem != null then
  throw "goset: ${problem}"
else
  {
    variables = {
      CGO_ENABLED = if platform.cgo then "1" else "0";
      GO111MODULE = "on";
      GOARCH = platform.goarch;
      GOENV = "off";
      GOFLAGS = "-trimpath";
      GOOS = platform.goos;
      GOPROXY = "off";
      GOSUMDB = "off";
      GOTOOLCHAIN = "local";
      GOWORK = "off";
    } // platform.env;

    setup = ''
      export HOME=$NIX_BUILD_TOP/goset GOCACHE=$NIX_BUILD_TOP/goset/cache
      export GOPATH=$NIX_BUILD_TOP/goset GOMODCACHE=$NIX_BUILD_TOP/goset/mod
      mkdir -p "$GOCACHE"
    '';
  }
