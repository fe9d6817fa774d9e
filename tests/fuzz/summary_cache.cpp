#include <libdeflate.h>

#include "goset/facts/summary_cache.hpp"
#include "support/temp_dir.hpp"
#include "target.hpp"

// A block of the cache of go.mod files counts for nothing, or is read, though its checksum fits.

namespace goset::fuzz {

namespace {

void put(std::string& out, std::uint64_t n) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(n >> (8 * i)));
}

const Target target("summary_cache", [](std::string_view input) {
  static const TempDir scratch;
  std::string bytes("gosetmod");
  put(bytes, 1);
  put(bytes, SummaryCache::parser_version);
  put(bytes, input.size());
  put(bytes, libdeflate_crc32(0, input.data(), input.size()));
  bytes.append(input);
  SummaryCache cache(scratch.write("mods", bytes), 1 << 20);
  for (const ModuleVersion& m : {ModuleVersion{"a.io", "v1.0.0"}, {"b.io", "v1.2.0"}, {"", ""}}) {
    const auto entry = cache.find(m);
    if (entry) expect(cache.find_sum(m) == entry->sum, "one entry has one sum");
  }
});

}  // namespace

}  // namespace goset::fuzz
