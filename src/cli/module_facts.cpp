#include "module_facts.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::cli {

ModuleFacts::ModuleFacts(ModuleSource& source, const std::optional<Lock>& old,
                         const Configurations& configurations, Watchers watchers)
    : source_(source), configurations_(configurations), watchers_(std::move(watchers)) {
  if (old) recall(*old);
}

// recall takes over what the old lock knows; scanned for other platforms or another toolchain it
// knows nothing of use but checksums.
void ModuleFacts::recall(const Lock& old) {
  const Configurations before = old.configurations();
  if (before.platforms() != configurations_.platforms() ||
      before.go_minor() != configurations_.go_minor()) {
    return;
  }
  recall(old.set.modules, old.set.candidates);
  for (const auto& [name, track] : old.set.tracks) recall(track.modules, track.candidates);
}

void ModuleFacts::recall(const std::map<std::string, SetModule>& modules,
                         const std::map<std::string, SetCandidate>& candidates) {
  for (const auto& [path, module] : modules) {
    Known& known = recalled_[module.provider(path)];
    known.packages.packages.insert(module.packages.begin(), module.packages.end());
    known.packages.lacks.insert(module.lacks.begin(), module.lacks.end());
    known.hash = module.hash;
    known.sum = module.sum;
  }
  for (const auto& [path, candidate] : candidates) {
    if (!candidate.unverified.empty()) continue;  // no checksum of it is known to go by
    recalled_[{path, candidate.version}].packages.lacks.insert(candidate.lacks.begin(),
                                                               candidate.lacks.end());
  }
}

const ModuleFacts::Known* ModuleFacts::known(const ModuleVersion& m) const {
  if (const auto found = zips_.find(m); found != zips_.end()) return &found->second;
  if (const auto found = recalled_.find(m); found != recalled_.end()) return &found->second;
  return nullptr;
}

const ModSummary* ModuleFacts::summary(const ModuleVersion& m) const {
  const auto found = summaries_.find(m);
  return found == summaries_.end() ? nullptr : &found->second;
}

const ModulePackages* ModuleFacts::packages(const ModuleVersion& m) const {
  const Known* const found = known(m);
  return found ? &found->packages : nullptr;
}

std::optional<FactSource::Arrival> ModuleFacts::next() {
  std::optional<ModuleSource::Arrival> arrival = source_.next();
  if (!arrival) return std::nullopt;
  const ModuleVersion& m = arrival->module;
  Arrival result{m, arrival->is_zip, arrival->fault};
  if (!arrival->fault && arrival->is_zip) {
    const ZipFacts& facts = *arrival->facts;
    ModulePackages packages = package_facts::of_directories(facts.packages, configurations_, false);
    package_facts::note_tags(packages, facts.packages, facts.constraints, configurations_);
    zips_[m] = {std::move(packages), encoding::sri(facts.nar), facts.sum};
    watchers_.on_zip(m, facts);
  } else if (!arrival->fault) {
    try {
      summaries_[m] = ModSummary::of(mod_file::parse_lax(m.str() + "/go.mod", arrival->go_mod));
      mod_sums_[m] = arrival->sum;
      watchers_.on_mod(m);
    } catch (const Error&) {
      result.fault = std::current_exception();
    }
  }
  watchers_.progress(fmt::format("{} go.mod files, {} zips, {:.1f} MB", summaries_.size(),
                                 zips_.size(),
                                 static_cast<double>(source_.statistics().bytes) / 1e6));
  return result;
}

std::map<ModuleVersion, std::string> ModuleFacts::zips() const {
  std::map<ModuleVersion, std::string> result;
  for (const auto& [m, known] : zips_) result[m] = known.sum;
  return result;
}

ModuleFacts::Source ModuleFacts::source_of(const ModuleVersion& m) const {
  Source result;
  if (const Known* const found = known(m)) {
    result.hash = found->hash;
    result.sum = found->sum;
  }
  if (const auto found = mod_sums_.find(m); found != mod_sums_.end()) {
    result.go_mod_sum = found->second;
  }
  return result;
}

}  // namespace goset::cli
