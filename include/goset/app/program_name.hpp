#pragma once

#include <string>
#include <string_view>

namespace goset {

// ProgramName is a program of the module proxy, as a person types it.
struct ProgramName {
  std::string path;   // of a package, or of a module
  std::string query;  // the version that is asked for; empty: none was given

  // parse reads PATH[@QUERY] as `go install` takes it, and what people copy from elsewhere: the URL
  // of a repository, of a page in it or of one at pkg.go.dev (https://host/owner/name/tree/v1.2.3),
  // a remote of git (git@host:owner/name.git), and github:owner/name. Nothing is checked.
  static ProgramName parse(std::string_view text);
};

}  // namespace goset
