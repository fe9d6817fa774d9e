#include "goset/app/proof_sources.hpp"

#include <fmt/format.h>

#include <exception>

#include "goset/error.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/model/manifest.hpp"

namespace goset {

namespace fs = std::filesystem;

ProofSources::ProofSources(const Folder& folder, const Lock& lock, Session& session)
    : folder_(folder.directory()), lock_(lock), session_(session) {}

void ProofSources::want(const Instances& instances, const std::vector<Instances::Id>& sources) {
  for (const Instances::Id id : sources) {
    const PackageSource& source = instances.sources[id];
    if (source.leaf.empty()) {
      if (!session_.cache.find(source.module, "zip")) missing_.emplace(source.module, source.sum);
      continue;
    }
    const SetLeaf& leaf = lock_.set.leaves.at(source.leaf);
    if (leaf.archive.empty()) continue;
    if (!archives_) archives_.reset(new Archives(session_.archives(folder_, lock_)));
    archives_->want(leaf.archive);
  }
}

void ProofSources::finish() {
  if (archives_) archives_->finish();
  if (!missing_.empty()) download();
}

void ProofSources::download() {
  ModuleSource source(
      session_.proxy, session_.cache,
      [this](const ModuleVersion& m, bool go_mod) {
        const auto found = missing_.find(m);
        if (go_mod || found == missing_.end()) return std::vector<ModuleSource::Claim>();
        return std::vector<ModuleSource::Claim>{{Lock::file_name, {found->second}}};
      },
      session_.threads);
  for (const auto& [m, sum] : missing_) source.want_zip(m);
  std::exception_ptr fault;  // of the first module by name
  ModuleVersion first;
  while (const std::optional<ModuleSource::Arrival> arrival = source.next()) {
    if (!arrival->fault || (fault && first < arrival->module)) continue;
    fault = arrival->fault;
    first = arrival->module;
  }
  if (fault) std::rethrow_exception(fault);
}

fs::path ProofSources::zip(const ModuleVersion& m) const {
  const std::optional<fs::path> file = session_.cache.find(m, "zip");
  if (!file) throw Error(fmt::format("{}: its zip can't be kept in the cache", m.str()));
  return fs::absolute(*file);
}

std::vector<TypePlan::Place> ProofSources::places(const Instances& instances,
                                                  const std::vector<Instances::Id>& sources) const {
  std::vector<TypePlan::Place> result(instances.sources.size());
  for (const Instances::Id id : sources) {
    const PackageSource& source = instances.sources[id];
    const bool is_zip = source.leaf.empty();
    result[id] = {is_zip ? zip(source.module) : directory(source), is_zip};
  }
  return result;
}

fs::path ProofSources::directory(const PackageSource& source) const {
  const SetLeaf& leaf = lock_.set.leaves.at(source.leaf);
  const fs::path root = leaf.archive.empty()
                            ? folder_ / leaf.path
                            : archives_->at(leaf.archive).root / leaf.archive_directory;
  return fs::absolute(root / source.directory).lexically_normal();
}

}  // namespace goset
