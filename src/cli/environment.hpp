#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace goset::cli {

// Environment is what goset takes from the outside: Go's own settings as the go command finds them
// (process environment, then the file that `go env -w` writes, then the default that this program
// was built with), and the place of its cache. Only src/cli reads the environment.
struct Environment {
  std::string goproxy;          // may be empty: none is configured
  std::filesystem::path cache;  // $GOSET_CACHE, else goset's folder in the user's cache
  std::vector<std::filesystem::path> other_caches;  // GOMODCACHE/cache/download

  static Environment read();
};

}  // namespace goset::cli
