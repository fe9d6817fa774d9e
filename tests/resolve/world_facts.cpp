#include "world_facts.hpp"

#include <fmt/format.h>

#include <functional>

#include "goset/error.hpp"
#include "goset/facts/packed_names.hpp"

namespace goset::world {

ModulePackages packages_known(const std::vector<Package>& packages,
                              const Configurations& configurations) {
  const auto canonical = [&](const std::string& when) {
    return configurations.canonical(BuildConstraint::parse(when));
  };
  ModulePackages result;
  result.complete = true;
  for (const Package& package : packages) {
    PackageFacts& facts = result.packages[package.directory];
    facts.when = canonical(package.when);
    std::map<std::string, BuildConstraint> imports;
    for (const Import& import : package.imports) {
      BuildConstraint when = canonical(import.when.value_or(package.when));
      if (!when.is_never()) imports.insert_or_assign(import.path, std::move(when));
    }
    facts.imports.clear();
    for (auto& [path, when] : imports) facts.imports.push_back({path, std::move(when)});
  }
  return result;
}

ModuleNames names_known(const std::vector<Package>& packages) {
  std::map<std::string, std::vector<GoFile>> files;
  for (const Package& package : packages) {
    std::vector<GoFile>& in_package = files[package.directory];
    const auto add = [&](const std::string& when) -> GoFile::Names& {
      GoFile& file = in_package.emplace_back();
      file.package_name = "p";
      file.constraint = BuildConstraint::parse(when);
      return file.names.emplace();
    };
    add(package.when).exported = package.names;
    for (const Import& import : package.imports) {
      add(import.when.value_or(package.when)).used.push_back({import.path, "", import.names});
    }
  }
  return packed_names::of(files);
}

const WorldFacts::Known& WorldFacts::known(const ModuleVersion& m) const {
  const auto found = known_.find(m);
  if (found != known_.end()) return found->second;
  const Published module = module_at(world_, m);
  Known known;
  known.summary = {module.path, module.go, module.require};
  known.packages = packages_known(packages_of(module), configurations_);
  known.names = names_known(packages_of(module));
  known.go_mod = module.go_mod;
  known.zip = module.zip;
  // Which packages a lock knows is as good as random, but the same for each arrival.
  std::size_t n = arrival_.seed + std::hash<std::string>()(m.str());
  for (const auto& [directory, facts] : known.packages.packages) {
    if (n++ % 2 == 0) known.part.packages.emplace(directory, facts);
  }
  Known& kept = known_.emplace(m, std::move(known)).first->second;
  kept.table = PackageTable::of(kept.packages);
  kept.part_table = PackageTable::of(kept.part);
  return kept;
}

const ModSummary* WorldFacts::summary(const ModuleVersion& m) const {
  const Known& it = known(m);
  if (it.go_mod != Published::Answer::there) return nullptr;
  const bool is_known = arrival_.order == world::Arrival::Order::at_once;
  return is_known || arrived_.contains({m, Kind::summary}) ? &it.summary : nullptr;
}

bool WorldFacts::note_summary(const ModuleVersion& m) {
  return known(m).go_mod == Published::Answer::there;
}

const PackageTable* WorldFacts::packages(const ModuleVersion& m) const {
  const Known& it = known(m);
  if (it.zip != Published::Answer::there) return nullptr;
  const bool is_known = arrival_.order == world::Arrival::Order::at_once;
  if (is_known || arrived_.contains({m, Kind::packages})) return &it.table;
  return arrival_.in_part ? &it.part_table : nullptr;
}

const ModuleNames* WorldFacts::names(const ModuleVersion& m) const {
  const Known& it = known(m);
  if (it.zip != Published::Answer::there) return nullptr;
  const bool is_known = arrival_.order == world::Arrival::Order::at_once;
  return is_known || arrived_.contains({m, Kind::names}) ? &it.names : nullptr;
}

void WorldFacts::want(const ModuleVersion& m, Kind kind) {
  if (asked_.emplace(m, kind).second) open_.emplace_back(m, kind);
}

std::optional<FactSource::Arrival> WorldFacts::next() {
  if (open_.empty()) return std::nullopt;
  std::size_t at = 0;
  if (arrival_.order == world::Arrival::Order::newest_first) at = open_.size() - 1;
  if (arrival_.order == world::Arrival::Order::random) at = random_() % open_.size();
  const auto [m, kind] = open_[at];
  const bool is_zip = kind != Kind::summary;
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
  arrived_.emplace(m, kind);
  FactSource::Arrival arrival{m, kind, nullptr};
  switch (is_zip ? known(m).zip : known(m).go_mod) {
    case Published::Answer::there:
      break;
    case Published::Answer::missing:
      arrival.fault = std::make_exception_ptr(
          NotFoundError(fmt::format("{}: no such {}", m.str(), is_zip ? "zip" : "go.mod")));
      break;
    case Published::Answer::tampered:
      arrival.fault = std::make_exception_ptr(SecurityError(
          fmt::format("{}: checksum mismatch of its {}", m.str(), is_zip ? "zip" : "go.mod")));
      break;
  }
  return arrival;
}

}  // namespace goset::world
