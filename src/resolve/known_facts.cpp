#include "known_facts.hpp"

#include <algorithm>

#include "goset/facts/package_facts.hpp"

namespace goset::resolve {

GoMod GoMod::of(const ModSummary& summary, std::string_view path, Universe& universe) {
  GoMod result{summary.declared, summary.go, summary.pruned(), summary.declared == path, {}};
  result.require.reserve(summary.require.size());
  for (const ModuleVersion& r : summary.require) result.require.push_back(universe.version(r));
  return result;
}

Packages::Packages(const PackageTable& table, std::string_view path, Universe& universe)
    : complete_(table.complete),
      absent_(table.absent_packages.begin(), table.absent_packages.end()) {
  std::vector<ImportId> imports;
  imports.reserve(table.imports.size());
  for (const std::string_view import : table.imports) imports.push_back(universe.import(import));
  std::vector<ConstraintId> constraints;
  constraints.reserve(table.constraints.size());
  for (const BuildConstraint& constraint : table.constraints) {
    constraints.push_back(universe.constraint(constraint));
  }
  packages_.reserve(table.packages.size());
  by_import_.reserve(table.packages.size());
  std::string import_path(path);
  for (const PackageTable::Package& from : table.packages) {
    Package& package = packages_.emplace_back();
    package.number = universe.number_package();
    package.directory = from.directory;
    import_path.resize(path.size());
    if (from.directory != ".") import_path.append("/").append(from.directory);
    package.import = universe.import(import_path);
    package.when = constraints[from.when];
    package.tags = from.tags;
    package.edges.reserve(from.edges.size());
    for (const PackageTable::Edge& edge : from.edges) {
      if (table.constraints[edge.when].is_never()) continue;
      package.edges.push_back({imports[edge.import], constraints[edge.when]});
    }
    const auto std_from = std::stable_partition(
        package.edges.begin(), package.edges.end(), [&](const Package::Edge& edge) {
          const Universe::Import& import = universe.import(edge.import);
          return !import.is_std || import.internal_to != no_prefix;
        });
    package.std_from = static_cast<std::size_t>(std_from - package.edges.begin());
    by_import_.emplace_back(package.import, static_cast<std::uint32_t>(packages_.size() - 1));
  }
  std::sort(by_import_.begin(), by_import_.end());
}

Packages::Found Packages::find(std::string_view directory) const {
  const auto found = std::lower_bound(
      packages_.begin(), packages_.end(), directory,
      [](const Package& package, std::string_view name) { return package.directory < name; });
  if (found != packages_.end() && found->directory == directory) {
    return {ModulePackages::Answer::present, &*found};
  }
  return absent(directory);
}

Packages::Found Packages::find(ImportId import, std::string_view directory) const {
  const auto found = std::lower_bound(by_import_.begin(), by_import_.end(),
                                      std::pair<ImportId, std::uint32_t>{import, 0});
  if (found != by_import_.end() && found->first == import) {
    return {ModulePackages::Answer::present, &packages_[found->second]};
  }
  return absent(directory);
}

Packages::Found Packages::absent(std::string_view directory) const {
  if (complete_ || std::binary_search(absent_.begin(), absent_.end(), directory)) {
    return {ModulePackages::Answer::absent, nullptr};
  }
  return {ModulePackages::Answer::unknown, nullptr};
}

PackageFacts facts_of(const Package& package, const Universe& universe) {
  const auto path = [&](const Package::Edge& edge) -> const SharedText& {
    return universe.import(edge.import).path;
  };
  const auto is_before = [&](const Package::Edge& a, const Package::Edge& b) {
    return path(a) < path(b);
  };
  // Those of the standard library and all others are in order as they came, as a rule.
  std::vector<Package::Edge> edges(package.edges.size());
  const auto std_from = package.edges.begin() + static_cast<std::ptrdiff_t>(package.std_from);
  std::merge(package.edges.begin(), std_from, std_from, package.edges.end(), edges.begin(),
             is_before);
  if (!std::is_sorted(edges.begin(), edges.end(), is_before)) {
    std::sort(edges.begin(), edges.end(), is_before);
  }
  PackageFacts result{universe.constraint(package.when), {}, package.tags};
  result.imports.reserve(edges.size());
  for (const Package::Edge& edge : edges) {
    result.imports.push_back({path(edge), universe.constraint(edge.when)});
  }
  return result;
}

// --- questions ----------------------------------------------------------------------------------

// take numbers what the source knows; false where that is nothing.
bool KnownFacts::take(const Question& question) {
  const ModuleVersion& m = universe_.module(question.module);
  if (question.kind == Kind::names) {
    const ModuleNames* const names = source_.names(m);
    if (!names) return false;
    names_.grow(index(question.module) + 1, nullptr);
    names_[question.module] = names;
    return true;
  }
  if (question.kind == Kind::packages) {
    const PackageTable* const packages = source_.packages(m);
    if (!packages) return false;
    packages_.grow(index(question.module) + 1);
    Known& known = packages_[question.module];
    known.all.push_back(std::make_unique<Packages>(*packages, m.path, universe_));
    known.current = known.all.back().get();
    source_.release(m);
    return true;
  }
  const ModSummary* const summary = source_.summary(m);
  if (!summary) return false;
  go_mods_.grow(index(question.module) + 1);
  go_mods_[question.module] = std::make_unique<GoMod>(GoMod::of(*summary, m.path, universe_));
  return true;
}

bool KnownFacts::is_known(const Question& question) const {
  if (question.kind == Kind::summary) return go_mod(question.module) != nullptr;
  if (question.kind == Kind::names) return names(question.module) != nullptr;
  const Packages* const known = packages(question.module);
  return known && known->is_complete();
}

bool KnownFacts::note_go_mod(VersionId m) {
  noted_.grow(index(m) + 1, Noted::unknown);
  Noted& noted = noted_[m];
  if (noted == Noted::unknown) {
    noted = go_mod(m) || source_.note_summary(universe_.module(m)) ? Noted::yes : Noted::no;
  }
  return noted == Noted::yes;
}

bool KnownFacts::ask(const Question& question) {
  const ModuleVersion& m = universe_.module(question.module);
  if (question.kind == Kind::packages) {
    const PackageTable* const known = source_.packages(m);
    if (known && (known->complete || !packages(question.module))) return take(question);
    source_.want_packages(m);
    const PackageTable* const now = source_.packages(m);
    return now && now->complete && take(question);
  }
  if (take(question)) return true;
  question.kind == Kind::names ? source_.want_names(m) : source_.want_summary(m);
  return take(question);
}

std::optional<KnownFacts::Answer> KnownFacts::next() {
  const std::optional<FactSource::Arrival> arrival = source_.next();
  if (!arrival) return std::nullopt;
  const Question question{universe_.version(arrival->module), arrival->kind};
  if (arrival->fault) {
    hopeless_.emplace(question, arrival->fault);
  } else if (!is_known(question)) {
    take(question);
  }
  return Answer{question, arrival->fault};
}

}  // namespace goset::resolve
