/*
  platform :: hostPlatform -> { goos, goarch, env }

  Translates a nixpkgs platform to Go's words; `env` holds further variables that choose the
  architecture's level. Throws for a platform that Go has no name for here.
*/
{ lib }:
hostPlatform:
let
  inherit (hostPlatform.parsed) cpu kernel;

  goos = {
    darwin = "darwin";
    freebsd = "freebsd";
    linux = "linux";
    macos = "darwin";
    netbsd = "netbsd";
    openbsd = "openbsd";
    windows = "windows";
  };

  goarch = {
    aarch64 = "arm64";
    armv5tel = "arm";
    armv6l = "arm";
    armv7a = "arm";
    armv7l = "arm";
    i686 = "386";
    loongarch64 = "loong64";
    mips64el = "mips64le";
    mipsel = "mipsle";
    powerpc64 = "ppc64";
    powerpc64le = "ppc64le";
    riscv64 = "riscv64";
    s390x = "s390x";
    x86_64 = "amd64";
  };

  lookUp =
    kind: table: name:
    table.${name} or (throw "goset: Go has no name for the ${kind} ${name}");
in
{
  goos = lookUp "operating system" goos kernel.name;
  goarch = lookUp "processor" goarch cpu.name;
  env = lib.optionalAttrs (cpu ? version && lib.hasPrefix "arm" cpu.name && cpu.name != "aarch64") {
    GOARM = cpu.version;
  };
}
