/*
  configuration :: attrs -> configuration

  Checks a configuration of a set, which is how all of it is compiled:

    cgo     whether C is compiled (default: whether a compiler for the target is there)
    race    with Go's race detector, which needs cgo
    pie     as position-independent executables
    env     further variables of the go command: { GOAMD64 = "v3"; CGO_CFLAGS = "-O3"; }
    flags   further flags of the go command: [ "-gcflags=all=-N" ]
    target  { GOOS, GOARCH, ... } of another platform than pkgs', without cgo; null for pkgs' own
*/
{ lib }:
attrs:
let
  defaults = {
    cgo = attrs.target or null == null;
    race = false;
    pie = false;
    env = { };
    flags = [ ];
    target = null;
  };
  result = defaults // attrs;

  unknown = lib.attrNames (removeAttrs attrs (lib.attrNames defaults));
  reserved = lib.filter (name: result.env ? ${name}) [
    "GO111MODULE"
    "GOCACHE"
    "GOCACHEPROG"
    "GOENV"
    "GOFLAGS"
    "GOMODCACHE"
    "GOPATH"
    "GOPROXY"
    "GOSUMDB"
    "GOTOOLCHAIN"
    "GOWORK"
    "HOME"
  ];
  instead = {
    CGO_ENABLED = "cgo";
    GOARCH = "target.GOARCH";
    GOOS = "target.GOOS";
  };
  misplaced = lib.filter (name: result.env ? ${name}) (lib.attrNames instead);
in
if unknown != [ ] then
  throw "goset: a configuration has no `${lib.head unknown}`; it has ${lib.concatStringsSep ", " (lib.attrNames defaults)}"
else if reserved != [ ] then
  throw "goset: env.${lib.head reserved} is set by the builds themselves${
    lib.optionalString (lib.head reserved == "GOFLAGS") "; use `flags`"
  }"
else if misplaced != [ ] then
  throw "goset: use `${instead.${lib.head misplaced}}` for env.${lib.head misplaced}"
else if result.target != null && result.cgo then
  throw "goset: C for ${result.target.GOOS}/${result.target.GOARCH} needs a cross compiler: use a set of pkgsCross, or cgo = false"
else if result.race && !result.cgo then
  throw "goset: race needs cgo = true"
else
  result
