{
  lib,
  buildGoModule,
}:
buildGoModule {
  pname = "hello-vendored";
  version = "1.0.0";

  src = ../../../../../flake/hello;

  vendorHash = "sha256-FPZm5DvWQXur/RQdJgAKeNtltIJO9QsWZSD0bnVDdvE=";

  meta = {
    description = "The program of examples/flake with all it depends on in one derivation";
    license = lib.licenses.mit;
    mainProgram = "hello";
  };
}
