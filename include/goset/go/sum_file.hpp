#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/go/module.hpp"

namespace goset {

// SumFile is a go.sum or go.work.sum: for a module version the `h1:` hash of its zip, and that of
// its go.mod (in the file under "VERSION/go.mod"). Hashes of other algorithms are kept and never
// match. Format: https://go.dev/ref/mod#go-sum-files.
class SumFile {
 public:
  using Hashes = std::unordered_map<ModuleVersion, std::vector<std::string>>;

  // parse throws Error (`FILE:LINE: malformed go.sum: wrong number of fields 2`).
  static SumFile parse(std::string_view file_name, std::string_view text);

  // zip_hashes and mod_hashes return what the file states; empty where it says nothing.
  std::span<const std::string> zip_hashes(const ModuleVersion& m) const;
  std::span<const std::string> mod_hashes(const ModuleVersion& m) const;

  // zips and go_mods return all that the file states.
  const Hashes& zips() const { return zips_; }
  const Hashes& go_mods() const { return mods_; }

  // add records one more hash; the same hash twice is kept once.
  void add_zip(const ModuleVersion& m, std::string hash);
  void add_mod(const ModuleVersion& m, std::string hash);
  // add takes over all that another file states.
  void add(const SumFile& other);

  bool empty() const { return zips_.empty() && mods_.empty(); }

 private:
  Hashes zips_;
  Hashes mods_;
};

}  // namespace goset
