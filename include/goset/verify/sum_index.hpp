#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/go/sum_file.hpp"

namespace goset {

// SumIndex looks a module up in many go.sum files at once. Programs have most lines in common, and
// what two files say alike is kept once.
class SumIndex {
 public:
  // Claim is what a file says; of files that say the same, that whose origin comes first by name.
  struct Claim {
    std::string origin;
    std::vector<std::string> hashes;
  };
  using Claims = std::vector<Claim>;  // by origin

  void add(const std::string& origin, const SumFile& sums);
  // zip and go_mod return all that is said of a module's zip, and of its go.mod.
  const Claims& zip(const ModuleVersion& m) const { return find(zips_, m); }
  const Claims& go_mod(const ModuleVersion& m) const { return find(go_mods_, m); }

 private:
  using Index = std::unordered_map<ModuleVersion, Claims>;
  static void add(Index& index, const std::string& origin, const SumFile::Hashes& hashes);
  static const Claims& find(const Index& index, const ModuleVersion& m);

  Index zips_;
  Index go_mods_;
};

}  // namespace goset
