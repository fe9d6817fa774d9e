# Go package set: 1 leaf, 1 module.
# Made by `goset lock` from goset.toml; change that and run it again.
{
  format = 2;
  go = "1.24.0"; # golang.org/x/text v0.30.0
  toolchain = "1.26";
  platforms = [ "linux/amd64" "linux/arm64" ];
  modules = {
    "golang.org/x/text" = {
      version = "v0.30.0";
      go = "1.24.0";
      hash = "sha256-VPT1Y2zzgdk+Q3Gx8hdwKdxbVh0/Zn/HwDpILCW3ZNA=";
      sum = "h1:yznKA/E9zq54KzlzBEAWn1NXSQ8DIp/NYMy88xJjl4k=";
      packages = ''
        feature/plural internal{,/catmsg,/format,/language{,/compact},/number,/stringset,/tag}
        language message{,/catalog}
      '';
    };
  };
  leaves = {
    "hello" = {
      module = "example.com/hello";
      path = "hello";
      go = "1.24.0";
      goMod = "h1:xpfoWduU5gUEfV8YIx/z4wkZHVnQIeD1Uwqj6mnZmD8=";
      goSum = "sha256-Onmkf6IFrcok3BHZ1t8v//XQLE6DgL6Ul6TEnHhp5Mo=";
      tests = [ "./..." ];
      packages = ".";
      requires = "golang.org/x/text";
    };
  };
  tracks = { };
}
