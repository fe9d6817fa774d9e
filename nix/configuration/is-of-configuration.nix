# isOfConfiguration :: variable -> bool
#
# Whether an environment variable enters the identity of what is compiled, so that it is the same for
# all of a set: https://pkg.go.dev/cmd/go#hdr-Environment_variables.
{ lib }:
name:
lib.hasPrefix "CGO_" name
|| lib.elem name [
  "AR"
  "CC"
  "CXX"
  "FC"
  "GO386"
  "GOAMD64"
  "GOARCH"
  "GOARM"
  "GOARM64"
  "GOEXPERIMENT"
  "GOFIPS140"
  "GOMIPS"
  "GOMIPS64"
  "GOOS"
  "GOPPC64"
  "GORISCV64"
]
