#include "goset/app/read_leaves.hpp"

#include <algorithm>
#include <deque>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"

namespace goset {

ReadLeaves::ReadLeaves(const Manifest& manifest, const std::filesystem::path& directory,
                       const LockedLeaves& locked_leaves, const Configurations& configurations,
                       Archives& archives, const FactCache& cache, Witnesses& witnesses,
                       ModuleFacts& facts)
    : manifest_(manifest),
      directory_(directory),
      locked_leaves_(locked_leaves),
      configurations_(configurations),
      archives_(archives),
      cache_(cache),
      witnesses_(witnesses),
      facts_(facts) {}

void ReadLeaves::load() {
  for (const auto& [name, declared] : manifest_.leaves) {
    Leaf& leaf = leaves_.emplace_back();
    leaf.name = name;
    leaf.declared = &declared;
  }
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    if (!leaves_[i].declared->module.empty()) leaves_at_[leaves_[i].module_version()].push_back(i);
  }
  for (Leaf& leaf : leaves_) {
    if (!leaf.declared->module.empty()) {
      const ModuleVersion m = leaf.module_version();
      facts_.want_leaf(m, locked_files(leaves_at_[m]));
    } else if (!leaf.declared->archive.empty()) {
      archives_.want(leaf.declared->archive);
    } else {
      read_leaf(leaf, [&] { return disk_files(leaf_directory(directory_, *leaf.declared)); });
    }
  }
  read_archives();
  std::vector<FactSource::Arrival> failures;
  while (std::optional<FactSource::Arrival> arrival = facts_.next()) {
    if (arrival->fault) failures.push_back(std::move(*arrival));
  }
  if (failures.empty()) failures = std::move(unreadable_);
  if (!failures.empty()) {
    const auto first =
        std::min_element(failures.begin(), failures.end(),
                         [](const auto& a, const auto& b) { return a.module < b.module; });
    std::rethrow_exception(first->fault);
  }
  verify();
}

void ReadLeaves::read_archives() {
  archives_.finish();
  for (Leaf& leaf : leaves_) {
    if (leaf.declared->archive.empty()) continue;
    read_leaf(leaf, [&] {
      return archive_files(archives_.at(leaf.declared->archive).root, *leaf.declared);
    });
    const Archives::Archive& archive = archives_.at(leaf.declared->archive);
    leaf.source.digests.hash = archive.hash;
    leaf.source.digests.archive_hash = archive.archive_hash;
  }
}

void ReadLeaves::read_leaf(Leaf& leaf, const std::function<LeafFiles()>& files) {
  take_source(leaf,
              [&] { return leaf_source(leaf.name, *leaf.declared, files(), configurations_); });
}

void ReadLeaves::take_source(Leaf& leaf, const std::function<LeafSource()>& source) {
  try {
    leaf.source = source();
    leaf.is_read = true;
    for (const auto& [file, sums] : leaf.source.sum_files) {
      witnesses_.add_sums(file + " of " + leaf.name, sums);
    }
    leaf.source.sum_files.clear();  // the witnesses have them: thousands of lines a program
  } catch (Error& error) {
    error.add_note("leaf " + leaf.name);
    throw;
  }
}

void ReadLeaves::zip_arrived(const ModuleVersion& m, const ZipFacts& facts) {
  for (const std::size_t i : leaves_at_[m]) {
    Leaf& leaf = leaves_[i];
    if (leaf.is_read) continue;
    try {
      read_leaf(leaf, [&] { return zip_files(m.str(), facts); });
      leaf.source.digests.hash = encoding::sri(facts.nar);
      leaf.source.digests.sum = facts.sum;
    } catch (const Error&) {
      unreadable_.push_back({m, FactSource::Kind::packages, std::current_exception()});
    }
  }
}

// locked_files returns the digests of go.mod and go.sum, if the lock knows all leaves of a module
// version.
std::optional<ModuleSource::ModFiles> ReadLeaves::locked_files(
    const std::vector<std::size_t>& places) const {
  std::optional<ModuleSource::ModFiles> result;
  for (const std::size_t i : places) {
    const auto digests = locked_leaves_.digests(leaves_[i].name, *leaves_[i].declared);
    if (!digests || (result && *result != *digests)) return std::nullopt;
    result = digests;
  }
  return result;
}

void ReadLeaves::mod_files_arrived(const ModuleVersion& m, const ModuleSource::ModFiles& files) {
  for (const std::size_t i : leaves_at_[m]) {
    Leaf& leaf = leaves_[i];
    take_source(leaf, [&] { return locked_leaves_.source(leaf.name, *leaf.declared, files); });
    leaf.locked = locked_leaves_.find(leaf.name, *leaf.declared);
    facts_.note_leaf(m, leaf.source.digests.sum);
  }
}

// texts_arrived takes leaves that are as locked without their packages; false if these matter.
bool ReadLeaves::texts_arrived(const ModuleVersion& m, const ZipFacts& texts) {
  std::deque<LeafSource> sources;
  for (const std::size_t i : leaves_at_[m]) {
    const Manifest::Leaf& declared = *leaves_[i].declared;
    const SetLeaf& locked = *locked_leaves_.find(leaves_[i].name, declared);
    auto source = unread_leaf_source(leaves_[i].name, declared, locked, texts, configurations_);
    if (!source || locked.sum != texts.sum) return false;
    const auto read = [this, m, &leaf = leaves_[i]] { return packages_of(leaf, m); };
    source->input.mains.front().unread->read = read;
    sources.push_back(*std::move(source));
  }
  auto source = sources.begin();
  for (const std::size_t i : leaves_at_[m]) {
    take_source(leaves_[i], [&] { return std::move(*source++); });
    leaves_[i].is_unread = true;
  }
  facts_.note_leaf(m, texts.sum);
  return true;
}

// packages_of reads the packages of a leaf from the cache; nullopt if they are not there any more.
std::optional<ModulePackages> ReadLeaves::packages_of(const Leaf& leaf,
                                                      const ModuleVersion& m) const {
  const std::optional<ZipFacts> facts = cache_.find_all(m);
  if (!facts || facts->sum != locked_leaves_.find(leaf.name, *leaf.declared)->sum) {
    return std::nullopt;
  }
  const LeafFiles files = zip_files(m.str(), *facts);
  return leaf_source(leaf.name, *leaf.declared, files, configurations_)
      .input.mains.front()
      .packages;
}

// verify compares the leaves' zips with what the other leaves' go.sum say: when they
// arrived, not all of those had been read.
void ReadLeaves::verify() {
  is_done_ = true;
  for (const Leaf& leaf : leaves_) {
    if (leaf.declared->module.empty()) continue;
    const ModuleVersion m = leaf.module_version();
    ModuleSource::verify(m, false, leaf.source.digests.sum, witnesses_.claims(m, false));
    witnesses_.ask(m, false);
  }
}

SetLeaf ReadLeaves::described(const Leaf& leaf) const {
  SetLeaf result = leaf.source.digests;
  if (!leaf.declared->module.empty()) {
    const Witness witness = witnesses_.witness(leaf.module_version(), facts_);
    result.verified = witness.verified;
    result.unverified = witness.unverified;
  }
  const Manifest::Leaf& declared = *leaf.declared;
  result.version = declared.version;
  result.path = declared.path;
  result.archive = declared.archive;
  result.archive_directory = declared.dir;
  result.patterns = declared.packages;
  result.tags = declared.tags;
  result.optional_tags = declared.optional_tags;
  result.tests = declared.tests;
  return result;
}

std::set<ModuleVersion> ReadLeaves::of_unread_zips() const {
  std::set<ModuleVersion> result;
  for (const Leaf& leaf : leaves_) {
    if (leaf.locked || leaf.is_unread) result.insert(leaf.module_version());
  }
  return result;
}

}  // namespace goset
