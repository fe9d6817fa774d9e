/*
  holds :: { goos, goarch, cgo, ... } -> constraint -> bool

  Whether a build constraint of go-packages.nix ("linux && arm64", "!cgo") holds for one
  configuration.
*/
{ lib }:
{
  goos,
  goarch,
  cgo,
  ...
}:
let
  termHolds =
    term:
    if term == "cgo" then
      cgo
    else if term == "!cgo" then
      !cgo
    else
      term == goos || term == goarch;
in
constraint: lib.all termHolds (lib.splitString " && " constraint)
