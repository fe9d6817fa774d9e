#include "goset/prove/result_cache.hpp"
#include "goset/hash/sha256.hpp"
#include "support/temp_dir.hpp"
#include "target.hpp"

// Records of the cache of results count for nothing, or are read, though their checksum fits.

namespace goset::fuzz {

namespace {

const Target target("result_cache", [](std::string_view input) {
  static const TempDir scratch;
  const Sha256Digest digest = sha256(input);
  std::string bytes("gosetprv\1\0\0\0", 12);
  bytes.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  bytes.append(input);
  scratch.write("cache/a.results", bytes);
  ResultCache cache(scratch.path() / "cache");
  cache.find(digest);
});

}  // namespace

}  // namespace goset::fuzz
