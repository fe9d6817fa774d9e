#include "goset/resolve/resolution.hpp"

#include <algorithm>
#include <utility>

#include "goset/facts/package_facts.hpp"
#include "solver.hpp"

namespace goset::resolve {

Resolution::Resolution(std::unique_ptr<Solver> solver) : solver_(std::move(solver)) {}
Resolution::Resolution(Resolution&&) noexcept = default;
Resolution& Resolution::operator=(Resolution&&) noexcept = default;
Resolution::~Resolution() = default;

Resolution Resolution::of(SetToResolve set, const Configurations& configurations,
                          FactSource& source, const std::string& go, const Options& options) {
  auto solver = std::make_unique<Solver>(std::move(set), configurations, source, options);
  try {
    solver->run();
  } catch (const SecurityError&) {
    throw;
  } catch (const Error&) {
    // What needs a newer Go often imports what only that one has; then this is the reason.
    if (!go.empty()) solver->explainer().check_go(go);
    throw;
  }
  return Resolution(std::move(solver));
}

std::optional<Resolution> Resolution::of_lock(SetToResolve set,
                                              const Configurations& configurations,
                                              FactSource& source, const GoSet& locked,
                                              const Options& options) {
  auto solver = std::make_unique<Solver>(std::move(set), configurations, source, options);
  if (!solver->replay(locked)) return std::nullopt;
  return Resolution(std::move(solver));
}

std::map<std::string, std::string> Resolution::own_build_list(SetToResolve set,
                                                              const Configurations& configurations,
                                                              FactSource& source) {
  auto solver = std::make_unique<Solver>(std::move(set), configurations, source, Options{});
  solver->load_own_lists();
  const Resolution resolution(std::move(solver));
  return resolution.leaves().front().own_versions();
}

std::optional<std::string> Resolution::memory() const {
  return solver_->memory();
}

// --- a leaf -------------------------------------------------------------------------------------

const LeafToResolve& Resolution::Leaf::input() const {
  return state_->leaf->input();
}
ConfigMask Resolution::Leaf::supported() const {
  return state_->supported;
}
const std::vector<Unsupported>& Resolution::Leaf::unsupported() const {
  return state_->unsupported;
}
const std::string& Resolution::Leaf::track() const {
  return state_->track;
}

void Resolution::Leaf::each_package(const Wants& wants,
                                    const std::function<void(const NeededPackage&)>& use) const {
  constexpr std::uint32_t no_number = ~0U;
  const Universe& universe = solver_->resolving().universe;
  for (const Walk::Needed& needed : state_->walk->packages) {
    const Walk::Module& module = state_->walk->module(needed);
    const std::uint32_t number = needed.package ? needed.package->number : no_number;
    if (!wants(number, module.own)) continue;
    const std::string_view import_path = universe.import(needed.import).path.str();
    const std::size_t module_size = universe.text(module.path).size();
    const bool is_root = import_path.size() == module_size;
    use({import_path, &module_of(universe, *state_, module), module.own, needed.mask,
         needed.package, is_root ? "." : import_path.substr(module_size + 1)});
  }
}

std::vector<NeededPackage> Resolution::Leaf::packages() const {
  std::vector<NeededPackage> result;
  result.reserve(state_->walk->packages.size());
  each_package([](std::uint32_t, bool) { return true; },
               [&result](const NeededPackage& package) { result.push_back(package); });
  std::sort(result.begin(), result.end(), [](const NeededPackage& a, const NeededPackage& b) {
    return a.import_path < b.import_path;
  });
  return result;
}

bool Resolution::Leaf::needs_package(const std::string& import_path) const {
  const std::optional<ImportId> import = solver_->resolving().universe.known_import(import_path);
  return import && state_->walk->find(*import);
}

std::string Resolution::Leaf::importer(const std::string& import_path) const {
  const std::optional<ImportId> import = solver_->resolving().universe.known_import(import_path);
  if (!import) return "";
  solver_->evaluator().read_packages({state_});  // which of them are asked for matters, too
  solver_->evaluator().make_whole(*state_);
  return solver_->explainer().importer(*state_, *import);
}

std::set<ModuleVersion> Resolution::Leaf::needed() const {
  std::set<ModuleVersion> result;
  for (const Walk::Module& module : state_->walk->modules) {
    if (module.needed && !module.own) {
      result.insert(solver_->resolving().universe.module(module.version));
    }
  }
  return result;
}

void Resolution::Leaf::each_looked_at(const std::function<void(const LookedAt&)>& use) const {
  const Universe& universe = solver_->resolving().universe;
  for (const Walk::Module& module : state_->walk->modules) {
    if (!module.own && module.looked) use({&universe.module(module.version), nullptr});
  }
  for (const Walk::Absent& absent : state_->walk->absent) {
    use({&universe.module(state_->walk->modules[absent.module].version),
         &universe.import(absent.import).path.str()});
  }
}

std::map<ModuleVersion, std::set<std::string>> Resolution::Leaf::looked_at() const {
  std::map<ModuleVersion, std::set<std::string>> result;
  each_looked_at([&result](const LookedAt& looked) {
    std::set<std::string>& absent = result[*looked.module];
    if (!looked.absent) return;
    absent.insert(package_facts::directory(*looked.absent, looked.module->path));
  });
  return result;
}

bool Resolution::Leaf::needs_std_named() const {
  return state_->walk->needs_std_named(solver_->resolving().universe);
}

std::map<std::string, ConfigMask> Resolution::Leaf::faults() const {
  std::map<std::string, ConfigMask> result;
  for (const Walk::Fault& fault : state_->walk->faults) {
    result[solver_->resolving().universe.import(fault.import).path.str()] |= fault.mask;
  }
  return result;
}

std::map<std::string, std::string> Resolution::Leaf::own_versions() const {
  std::map<std::string, std::string> result;
  for (const VersionId version : state_->own->versions) {
    const ModuleVersion& m = solver_->resolving().universe.module(version);
    result.emplace(m.path, m.version);
  }
  return result;
}

std::string Resolution::Leaf::own_version(const std::string& path) const {
  const Universe& universe = solver_->resolving().universe;
  const std::optional<PathId> known = universe.known_path(path);
  const VersionId version = known ? state_->own->at(*known) : no_version;
  return version == no_version ? "" : universe.module(version).version;
}

std::vector<ModuleVersion> Resolution::Leaf::own_chain(const ModuleVersion& m) const {
  return solver_->explainer().own_chain(*state_, m);
}

ModuleVersion Resolution::Leaf::source_module(const ModuleVersion& m) const {
  return solver_->explainer().source_module(*state_, m);
}

std::size_t Resolution::package_count() const {
  return solver_->resolving().universe.package_count();
}

std::vector<Resolution::Leaf> Resolution::leaves() const {
  std::vector<Leaf> result;
  for (const auto& state : solver_->resolving().leaves) result.push_back(Leaf(*solver_, *state));
  return result;
}

// --- the set and its tracks ---------------------------------------------------------------------

const std::string& Resolution::Track::name() const {
  return view_->name;
}
const std::string& Resolution::Track::reason() const {
  return view_->reason;
}
bool Resolution::Track::is_automatic() const {
  return view_->automatic;
}
bool Resolution::Track::shares_base() const {
  return view_->shares_base;
}
bool Resolution::Track::has_circle() const {
  return view_->circle;
}

std::string Resolution::Track::version(const std::string& path) const {
  const Universe& universe = solver_->resolving().universe;
  const std::optional<PathId> known = universe.known_path(path);
  const VersionId version = known ? view_->at(*known) : no_version;
  return version == no_version ? "" : universe.module(version).version;
}

bool Resolution::Track::keeps_own() const {
  return view_->keeps_own;
}

bool Resolution::Track::is_own(const std::string& path) const {
  const std::optional<PathId> known = solver_->resolving().universe.known_path(path);
  return known && view_->own.contains(*known);
}

Resolution::Track Resolution::base() const {
  return Track(*solver_, solver_->resolving().base);
}

std::vector<Resolution::Track> Resolution::tracks() const {
  std::vector<Track> result;
  for (const auto& [name, view] : solver_->resolving().tracks) {
    result.push_back(Track(*solver_, view));
  }
  return result;
}

std::optional<Resolution::Track> Resolution::track(const std::string& name) const {
  const auto found = solver_->resolving().tracks.find(name);
  if (found == solver_->resolving().tracks.end()) return std::nullopt;
  return Track(*solver_, found->second);
}

std::set<ModuleVersion> Resolution::source_modules() const {
  std::set<ModuleVersion> result;
  Table<VersionId, std::uint8_t> is_known(solver_->resolving().universe.version_count(), 0);
  for (const auto& state : solver_->resolving().leaves) {
    const Leaf leaf(*solver_, *state);
    for (const Walk::Module& module : state->walk->modules) {
      if (!module.needed || module.own) continue;
      // What no line of a leaf replaces is the same for all.
      if (!state->leaf->replaces() && std::exchange(is_known[module.version], 1) != 0) continue;
      result.insert(leaf.source_module(solver_->resolving().universe.module(module.version)));
    }
  }
  return result;
}

ModuleVersion Resolution::shared_source_module(const ModuleVersion& m) const {
  return solver_->explainer().shared_source_module(m);
}

PackageFacts Resolution::facts(const Package& package) const {
  return facts_of(package, solver_->resolving().universe);
}

std::vector<std::string> Resolution::chain(const ModuleVersion& m) const {
  return solver_->explainer().chain(m);
}

std::vector<Cause> Resolution::causes(const Track& track, const std::string& path) const {
  return solver_->explainer().causes(*track.view_, path);
}

std::map<std::string, Cause> Resolution::main_causes() const {
  return solver_->explainer().main_causes();
}

void Resolution::check_go(const std::string& ceiling) const {
  solver_->explainer().check_go(ceiling);
}

}  // namespace goset::resolve
