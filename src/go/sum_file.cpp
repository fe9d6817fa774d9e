#include "goset/go/sum_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/unicode.hpp"

namespace goset {
namespace {

using Hashes = SumFile::Hashes;

constexpr std::string_view mod_suffix = "/go.mod";

// The h1: of an empty go.mod. Go 1.11 wrote it into the go.sum of non-modules by mistake, and Go
// has dropped such lines since.
constexpr std::string_view empty_mod_hash = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

void add(Hashes& hashes, const ModuleVersion& m, std::string hash) {
  std::vector<std::string>& known = hashes[m];
  if (std::find(known.begin(), known.end(), hash) == known.end()) known.push_back(std::move(hash));
}

std::span<const std::string> find(const Hashes& hashes, const ModuleVersion& m) {
  const Hashes::const_iterator at = hashes.find(m);
  return at == hashes.end() ? std::span<const std::string>() : at->second;
}

}  // namespace

SumFile SumFile::parse(std::string_view file_name, std::string_view text) {
  SumFile out;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::vector<std::string_view> fields = unicode::fields(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (fields.empty()) continue;
    if (fields.size() != 3) {
      throw Error(fmt::format("{}:{}: malformed go.sum: wrong number of fields {}", file_name, line,
                              fields.size()));
    }

    std::string_view version = fields[1];
    std::string hash(fields[2]);
    if (hash == empty_mod_hash) continue;
    const bool is_mod = version.ends_with(mod_suffix);
    if (is_mod) version.remove_suffix(mod_suffix.size());
    const ModuleVersion m{std::string(fields[0]), std::string(version)};
    goset::add(is_mod ? out.mods_ : out.zips_, m, std::move(hash));
  }
  return out;
}

std::span<const std::string> SumFile::zip_hashes(const ModuleVersion& m) const {
  return find(zips_, m);
}

std::span<const std::string> SumFile::mod_hashes(const ModuleVersion& m) const {
  return find(mods_, m);
}

void SumFile::add_zip(const ModuleVersion& m, std::string hash) {
  goset::add(zips_, m, std::move(hash));
}
void SumFile::add_mod(const ModuleVersion& m, std::string hash) {
  goset::add(mods_, m, std::move(hash));
}

void SumFile::add(const SumFile& other) {
  for (const auto& [m, hashes] : other.zips_) {
    for (const std::string& hash : hashes) add_zip(m, hash);
  }
  for (const auto& [m, hashes] : other.mods_) {
    for (const std::string& hash : hashes) add_mod(m, hash);
  }
}

}  // namespace goset
