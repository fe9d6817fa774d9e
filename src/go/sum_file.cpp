#include "goset/go/sum_file.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "goset/go/sum_lines.hpp"

namespace goset {
namespace {

using Hashes = SumFile::Hashes;

constexpr std::string_view mod_suffix = "/go.mod";

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
  const SumLines parsed = SumLines::parse(file_name, std::string(text));
  for (const std::string_view line : parsed.lines()) {
    const std::size_t path_end = line.find(' ');
    const std::size_t version_end = line.find(' ', path_end + 1);
    std::string_view version = line.substr(path_end + 1, version_end - path_end - 1);
    const bool is_mod = version.ends_with(mod_suffix);
    if (is_mod) version.remove_suffix(mod_suffix.size());
    const ModuleVersion m{std::string(line.substr(0, path_end)), std::string(version)};
    goset::add(is_mod ? out.mods_ : out.zips_, m, std::string(line.substr(version_end + 1)));
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
