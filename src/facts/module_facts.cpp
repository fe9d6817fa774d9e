#include "goset/facts/module_facts.hpp"

#include <fmt/format.h>

#include <utility>

#include "goset/error.hpp"
#include "goset/facts/packed_names.hpp"
#include "goset/hash/encoding.hpp"

namespace goset {

ModuleFacts::ModuleFacts(ModuleSource& source, FactCache& cache, ModuleSource::Claims claims,
                         const std::optional<Lock>& old, const Configurations& configurations,
                         Watchers watchers)
    : source_(source),
      cache_(cache),
      claims_(std::move(claims)),
      configurations_(configurations),
      constraints_(configurations),
      watchers_(std::move(watchers)) {
  if (old) recall(*old);
}

// recall takes over what the old lock knows; scanned for other platforms or another toolchain, or
// edited by hand, it knows nothing of use but checksums.
void ModuleFacts::recall(const Lock& old) {
  if (Configurations::of(old) != configurations_) return;
  old.set.each_module([&](const std::string& path, const SetModule& module, const auto&) {
    if (old.edits.modules.contains(path)) return;
    Recalled& known = recalled_[module.source_module(path)];
    // Of a module whose licence is not known the packages are read once more, and that with them.
    if (!old.is_without_licenses) known.modules.push_back(&module);
    known.hash = module.hash;
    known.sum = module.sum;
    known.license.expression = module.license.expression;
    known.license.nearer.insert(module.license.nearer.begin(), module.license.nearer.end());
    known.license.unknown.insert(module.license.unknown.begin(), module.license.unknown.end());
  });
  for (const auto& [m, candidate] : old.set.candidates) {
    if (old.edits.modules.contains(m.path)) continue;
    if (!candidate.unverified.empty()) continue;  // no checksum of it is known to go by
    recalled_[m].candidate = &candidate;
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

const PackageTable* ModuleFacts::packages(const ModuleVersion& m) const {
  if (const auto found = zips_.find(m); found != zips_.end()) return &found->second.table;
  const auto found = recalled_.find(m);
  if (found == recalled_.end()) return nullptr;
  Recalled& known = found->second;
  if (!std::exchange(known.has_table, true)) {
    ModulePackages& words = known.words;
    for (const SetModule* const module : known.modules) {
      words.packages.insert(module->packages.begin(), module->packages.end());
      words.absent_packages.insert(module->absent_packages.begin(), module->absent_packages.end());
    }
    if (known.candidate) {
      words.absent_packages.insert(known.candidate->absent_packages.begin(),
                                   known.candidate->absent_packages.end());
    }
    known.table = PackageTable::of(words);
  }
  return &known.table;
}

const ModuleNames* ModuleFacts::names(const ModuleVersion& m) const {
  const auto found = names_.find(m);
  return found == names_.end() ? nullptr : &found->second;
}

void ModuleFacts::release(const ModuleVersion& m) {
  const auto empty = [](Known& known) {
    const bool complete = known.table.complete;
    known.table = {};
    known.table.complete = complete;
    known.words = {};
  };
  if (const auto found = zips_.find(m); found != zips_.end()) {
    empty(found->second);
  } else if (const auto recalled = recalled_.find(m); recalled != recalled_.end()) {
    empty(recalled->second);
  }
}

bool ModuleFacts::is_accepted(const ModuleVersion& m, bool go_mod, const std::string& sum) {
  try {
    ModuleSource::verify(m, go_mod, sum, claims_(m, go_mod));
    return true;
  } catch (const SecurityError&) {
    go_mod ? cache_.drop_go_mod(m) : cache_.drop(m);
    return false;
  }
}

void ModuleFacts::want_summary(const ModuleVersion& m) {
  if (!asked_mods_.insert(m).second) return;
  std::optional<SummaryCache::Entry> entry = cache_.summaries().find(m);
  if (!entry || !is_accepted(m, true, entry->sum)) return source_.want_mod(m);
  summaries_[m] = std::move(entry->summary);
  mod_sums_[m] = std::move(entry->sum);
  found_.push_back({{m, Kind::summary, nullptr}});
}

bool ModuleFacts::note_summary(const ModuleVersion& m) {
  if (asked_mods_.contains(m)) return mod_sums_.contains(m);
  std::optional<std::string> sum = cache_.summaries().find_sum(m);
  if (!sum || !is_accepted(m, true, *sum)) return false;
  mod_sums_[m] = *std::move(sum);
  watchers_.on_mod(m);
  return true;
}

void ModuleFacts::want_packages(const ModuleVersion& m) {
  if (!asked_.insert(m).second) return;
  std::optional<ModuleScan> scan = cache_.find(m);
  if (!scan || !is_accepted(m, false, scan->sum)) return source_.want_zip(m);
  Known& known = zips_[m];
  known.hash = encoding::sri(scan->nar);
  known.sum = scan->sum;
  known.license = std::move(scan->license);
  known.table = constraints_.table(std::move(*scan));
  found_.push_back({{m, Kind::packages, nullptr}});
}

// find_names takes over what the cache has; false where that is nothing, or not accepted.
bool ModuleFacts::find_names(const ModuleVersion& m) {
  std::optional<ModuleNames> names = cache_.names(m);
  if (!names || !is_accepted(m, false, names->sum)) return false;
  names_.emplace(m, std::move(*names));
  return true;
}

void ModuleFacts::want_names(const ModuleVersion& m) {
  if (!asked_names_.insert(m).second) return;
  if (names_.contains(m) || find_names(m)) {
    found_.push_back({{m, Kind::names, nullptr}});
    return;
  }
  names_to_come_.insert(m);
  asked_.insert(m);
  source_.want_zip(m);
}

void ModuleFacts::want_leaf(const ModuleVersion& m,
                            const std::optional<ModuleSource::ModFiles>& digests) {
  if (!leaves_.insert(m).second || asked_.contains(m)) return;
  if (digests) {
    std::optional<ZipFacts> texts = cache_.find_texts(m);
    if (!texts || !is_accepted(m, false, texts->sum)) return source_.want_mod_files(m, *digests);
    found_.push_back(
        {{m, Kind::packages, nullptr}, std::make_shared<ZipFacts>(std::move(*texts)), false});
    return;
  }
  want_whole_leaf(m);
}

void ModuleFacts::want_whole_leaf(const ModuleVersion& m) {
  if (!asked_.insert(m).second) return;
  std::optional<ZipFacts> facts = cache_.find_all(m);
  if (!facts || !is_accepted(m, false, facts->sum)) return source_.want_zip(m);
  found_.push_back({{m, Kind::packages, nullptr}, std::make_shared<ZipFacts>(std::move(*facts))});
}

std::string ModuleFacts::zip_sum(const ModuleVersion& m) const {
  const auto leaf = leaf_sums_.find(m);
  return leaf == leaf_sums_.end() ? source_of(m).sum : leaf->second;
}

std::optional<FactSource::Arrival> ModuleFacts::next() {
  if (!found_.empty()) {
    Found found = std::move(found_.back());
    found_.pop_back();
    const ModuleVersion& m = found.arrival.module;
    if (found.facts && !found.has_packages && !watchers_.on_leaf_texts(m, *found.facts)) {
      want_whole_leaf(m);
      return next();
    }
    if (found.facts && found.has_packages) take_zip(m, *found.facts);
    return told(std::move(found.arrival));
  }
  std::optional<ModuleSource::Arrival> arrival = source_.next();
  if (!arrival) return std::nullopt;
  const ModuleVersion& m = arrival->module;
  Arrival result{m, arrival->is_zip ? Kind::packages : Kind::summary, arrival->fault};
  if (arrival->mod_files) {
    watchers_.on_mod_files(m, *arrival->mod_files);
    return result;
  }
  if (!arrival->fault && arrival->is_zip) {
    asked_.insert(m);
    cache_.store(m, *arrival->facts);
    take_zip(m, *arrival->facts);
  } else if (!arrival->fault) {
    try {
      summaries_[m] = ModSummary::of(mod_file::parse_lax(m.str() + "/go.mod", arrival->go_mod));
      mod_sums_[m] = arrival->sum;
      cache_.summaries().store(m, {summaries_[m], arrival->sum});
    } catch (const Error&) {
      unreadable_mods_.insert(m);
      result.fault = std::current_exception();
    }
  }
  if (arrival->is_zip && names_to_come_.erase(m) > 0) {
    if (!result.fault && !names_.contains(m) && !find_names(m)) {
      names_.emplace(m, packed_names::of(arrival->facts->packages));
    }
    found_.push_back({{m, Kind::names, result.fault}});
  }
  return told(std::move(result));
}

std::set<ModuleSource::FileId> ModuleFacts::odd_cached_mods() const {
  std::set<ModuleSource::FileId> odd;
  for (const ModuleVersion& m : unreadable_mods_) odd.insert({m, true});
  for (const auto& [m, summary] : summaries_) {
    if (summary.declared != m.path) odd.insert({m, true});
  }
  std::erase_if(odd, [this](const auto& file) { return was_downloaded(file); });
  return odd;
}

void ModuleFacts::take_zip(const ModuleVersion& m, const ZipFacts& facts) {
  Known& known = zips_[m];
  // The bytes of the cached file take a tenth of the memory of the words in `facts`.
  if (std::optional<ModuleScan> scan = cache_.find(m); scan && scan->sum == facts.sum) {
    known.table = constraints_.table(std::move(*scan));
  } else {
    known.words = package_facts::of_directories(facts.packages, configurations_, false);
    package_facts::note_tags(known.words, facts.packages, facts.constraints, configurations_);
    known.table = PackageTable::of(known.words);
    names_.insert_or_assign(m, packed_names::of(facts.packages));
  }
  known.hash = encoding::sri(facts.nar);
  known.sum = facts.sum;
  known.license = facts.license;
  if (leaves_.contains(m)) watchers_.on_leaf(m, facts);
}

// told lets the watchers see an arrival.
FactSource::Arrival ModuleFacts::told(Arrival arrival) {
  const ModuleVersion& m = arrival.module;
  if (!arrival.fault && arrival.kind == Kind::packages) watchers_.on_zip(m);
  if (!arrival.fault && arrival.kind == Kind::summary) watchers_.on_mod(m);
  watchers_.progress(fmt::format(
      "resolving versions: {} of {} files, {:.1f} MB downloaded", summaries_.size() + zips_.size(),
      asked_mods_.size() + asked_.size(), static_cast<double>(source_.statistics().bytes) / 1e6));
  return arrival;
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
    result.license = found->license;
  }
  if (const auto found = mod_sums_.find(m); found != mod_sums_.end()) {
    result.go_mod_sum = found->second;
  }
  return result;
}

}  // namespace goset
