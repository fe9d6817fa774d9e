{
  lib,
  mkGoSet,
}:
let
  goPackages = mkGoSet { packages = ./go-packages.nix; };
in
goPackages.buildLeaf (finalAttrs: {
  leaf = "caddy";

  ldflags = [
    "-s"
    "-w"
    "-X github.com/caddyserver/caddy/v2.CustomVersion=${finalAttrs.version}"
  ];

  __structuredAttrs = true;

  meta = {
    description = "Web server that gets certificates by itself";
    homepage = "https://caddyserver.com";
    changelog = "https://github.com/caddyserver/caddy/releases/tag/v${finalAttrs.version}";
    license = lib.licenses.asl20;
    mainProgram = "caddy";
  };
})
