#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace goset {

// Environment is what goset takes from the outside: Go's own settings as the go command finds them
// (process environment, then the file that `go env -w` writes, then the default that this program
// was built with), and the place of its cache. Only src/app and src/cli read the environment.
struct Environment {
  std::string goproxy;           // may be empty: none is configured
  std::string gonoproxy;         // GOPRIVATE where it is not set by itself
  std::string gosumdb;           // empty: Go's default
  std::string gonosumdb;         // likewise
  std::filesystem::path netrc;   // of credentials; empty where GOAUTH does not name it
  std::filesystem::path cache;   // $GOSET_CACHE, else goset's folder in the user's cache
  std::uint64_t facts_size = 0;  // $GOSET_FACTS_SIZE: what the facts in the cache may take together
  // $GOSET_ARCHIVE_SIZE: how large a source archive may be, its tree four times that.
  std::uint64_t archive_size = std::uint64_t{1} << 30;
  std::chrono::seconds http_timeout{60};  // $GOSET_HTTP_TIMEOUT: CurlOptions::Speed::patience
  std::vector<std::filesystem::path> other_caches;  // GOMODCACHE/cache/download
  std::vector<std::filesystem::path> other_sumdbs;  // GOPATH/pkg/sumdb: the latest trees Go saw
  bool check_rounds = false;                        // GOSET_CHECK_ROUNDS=1: see resolve::Options

  // The present, or $SOURCE_DATE_EPOCH: what depends on the day can be made again.
  std::chrono::sys_seconds now{};

  static Environment read();
};

// source_date returns what SOURCE_DATE_EPOCH says; nullopt if it is not set. Throws Error if it is not a
// number of seconds, from 1970 to the end of 9999.
std::optional<std::chrono::sys_seconds> source_date();

}  // namespace goset
