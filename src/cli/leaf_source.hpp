#pragma once

#include <filesystem>
#include <string>

#include "goset/fetch/module_zip.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/sum_file.hpp"
#include "goset/manifest/manifest.hpp"
#include "goset/resolve/package_facts.hpp"

namespace goset::cli {

// LeafSource is what a leaf's files say, wherever they came from.
struct LeafSource {
  ModFile mod;
  SumFile sum;
  std::string go_mod_sum;   // `h1:` of go.mod
  std::string go_sum_hash;  // SRI of go.sum; empty where there is none
  ModulePackages packages;
};

// leaf_source reads go.mod, go.sum and packages out of `facts`; `shown` names the leaf's folder or
// its module version in messages. Throws Error for a leaf that can't be resolved.
LeafSource leaf_source(const ZipFacts& facts, const std::string& shown, const Manifest::Leaf& leaf,
                       const Configurations& configurations);

// leaf_directory returns where a leaf with a path lies, and reads its tree.
std::filesystem::path leaf_directory(const std::filesystem::path& folder,
                                     const Manifest::Leaf& leaf);
LeafSource leaf_on_disk(const std::filesystem::path& folder, const Manifest::Leaf& leaf,
                        const Configurations& configurations);

// matching_packages picks the leaf's packages that the patterns ask for, less what go.mod ignores.
std::map<std::string, PackageFacts> matching_packages(const LeafSource& source,
                                                      const std::vector<std::string>& patterns);

}  // namespace goset::cli
