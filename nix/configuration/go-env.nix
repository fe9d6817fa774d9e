/*
  goEnv :: { go, records, select, leafChoices, platform, configuration } -> { variables, setup }

  `variables` is the environment of every go command in the set: with another one, a package gets
  another action ID and would be compiled again. `setup` is shell that sets what depends on the
  build directory.

  Throws where the toolchain or the platform is not what the set was resolved for.
*/
{
  lib,
  configuration,
  go,
  leafChoices,
  platform,
  records,
  select,
}:
let
  # Modules that state the set's highest go line, each with who needs it: the shortest line of
  # requirements from a leaf. Only walked for the message.
  needed = builtins.genericClosure {
    startSet = lib.concatLists (
      lib.mapAttrsToList (
        leaf: record:
        map (key: {
          inherit key;
          by = [ "leaf ${leaf}" ];
        }) (lib.concatMap (choice: (select choice).requires) (lib.attrValues (leafChoices record)))
      ) records.leaves
    );
    operator =
      node:
      map (key: {
        inherit key;
        by = [ node.key ] ++ node.by;
      }) (select records.modules.${node.key}).requires;
  };
  demanding = map (node: "\n  ${lib.concatStringsSep " needed by " ([ node.key ] ++ node.by)}") (
    lib.filter (
      node:
      let
        record = records.modules.${node.key};
      in
      records.modules.${record.source or node.key}.go or "" == records.go
    ) needed
  );

  wanted = "${platform.goos}/${platform.goarch}";

  problem =
    if records.format != 2 then
      "this go-packages.nix has format ${toString records.format}, which this version can't read"
    else if lib.versions.majorMinor go.version != records.toolchain then
      "the set was resolved for Go ${records.toolchain}, and go is ${go.version}: use that release, "
      + "or change `toolchain` in goset.toml and run: goset lock"
    else if lib.versionOlder go.version records.go then
      "Go ${go.version} is older than the set needs: Go ${records.go}${lib.concatStrings demanding}"
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
      GOFLAGS = lib.concatStringsSep " " (
        [ "-trimpath" ]
        ++ lib.optional configuration.race "-race"
        ++ lib.optional configuration.pie "-buildmode=pie"
        ++ configuration.flags
      );
      GOOS = platform.goos;
      GOPROXY = "off";
      GOSUMDB = "off";
      GOTOOLCHAIN = "local";
      GOWORK = "off";
    }
    // platform.env
    // configuration.env;

    setup = ''
      source ${../builders/hooks/environment.sh}
      gosetEnvironment
    '';
  }
