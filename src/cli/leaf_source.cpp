#include "leaf_source.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/hash/dirhash.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::cli {

namespace fs = std::filesystem;

namespace {

// refuse_unsupported names what a go.mod may say and goset can't build yet, before it goes wrong.
void refuse_unsupported(const ModFile& mod, const std::string& go_mod) {
  for (const ModFile::Replace& replace : mod.replace) {
    throw Error(fmt::format("{}:{}: replace is not supported by this version of goset", go_mod,
                            replace.line),
                {fmt::format("it replaces {}", replace.old_path)});
  }
}

}  // namespace

LeafSource leaf_source(const ZipFacts& facts, const std::string& shown, const Manifest::Leaf& leaf,
                       const Configurations& configurations) {
  const std::string go_mod = shown + "/go.mod";
  if (facts.go_mod.empty()) {
    throw Error(fmt::format("{}: no such file", go_mod),
                {"a leaf is the main module of a program: a directory with a go.mod"});
  }
  LeafSource source;
  source.mod = mod_file::parse(go_mod, facts.go_mod);
  if (source.mod.module_path.empty()) throw Error(fmt::format("{}: no module line", go_mod));
  refuse_unsupported(source.mod, go_mod);
  source.sum = SumFile::parse(shown + "/go.sum", facts.go_sum);
  source.go_mod_sum = dirhash::h1_mod(facts.go_mod);
  if (!facts.go_sum.empty()) source.go_sum_hash = encoding::sri(sha256(facts.go_sum));
  source.packages = package_facts::of_directories(facts.packages, configurations, leaf.tests);
  if (matching_packages(source, leaf.packages).empty()) {
    throw Error(fmt::format("{}: no package matches {}", shown, leaf.packages.front()));
  }
  return source;
}

fs::path leaf_directory(const fs::path& folder, const Manifest::Leaf& leaf) {
  return (folder / leaf.path).lexically_normal();
}

LeafSource leaf_on_disk(const fs::path& folder, const Manifest::Leaf& leaf,
                        const Configurations& configurations) {
  const fs::path directory = leaf_directory(folder, leaf);
  std::string shown = directory.string();
  while (shown.size() > 1 && shown.ends_with('/')) shown.pop_back();
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored)) {
    throw Error(fmt::format("{}: no such directory", shown));
  }
  return leaf_source(module_zip::read_tree(directory), shown, leaf, configurations);
}

std::map<std::string, PackageFacts> matching_packages(const LeafSource& source,
                                                      const std::vector<std::string>& patterns) {
  std::map<std::string, PackageFacts> result;
  for (const auto& [directory, facts] : source.packages.packages) {
    if (package_facts::matches(directory, patterns, source.mod.ignore))
      result.emplace(directory, facts);
  }
  return result;
}

}  // namespace goset::cli
