#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/prove/package_result.hpp"

namespace goset {

// FailedBuild is a derivation whose builder failed, with what it wrote last.
struct FailedBuild {
  std::string name;  // of the derivation, without hash and ending: "go-example.com-x-1.2.0"
  std::vector<std::string> log;

  // Package is one that did not compile, by its import path; empty for errors before any is named.
  struct Package {
    std::string path;
    PackageResult result;
  };
  // packages reads the log as that of `go build`; if no line of it names a file, all lines are
  // problems of one package without a path.
  std::vector<Package> packages() const;
};

// NixLog is what `nix-build --keep-going -Q` says on standard error.
struct NixLog {
  std::vector<FailedBuild> failed;
  std::set<std::string>
      unbuilt;  // names of derivations that failed, or that such a one is needed for

  // parse reads the messages of Nix 2.3 to 2.31.
  static NixLog parse(std::string_view text);
};

}  // namespace goset
