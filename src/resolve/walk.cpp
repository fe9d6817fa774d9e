#include "walk.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "goset/go/std_packages.hpp"

// The walk is a worklist over packages. When a package is reached by further configurations, only
// these are walked again, so that each edge is seen once per set of configurations. An import whose
// modules are not all known is left out; the walk is then made again when they are.

namespace goset::resolve {

using Answer = ModulePackages::Answer;

const Walk::Needed* Walk::find(ImportId import) const {
  const auto found = std::find_if(packages.begin(), packages.end(),
                                  [&](const Needed& needed) { return needed.import == import; });
  return found == packages.end() ? nullptr : &*found;
}

std::vector<Walk::Fault> Walk::all_faults() const {
  std::vector<Fault> result = faults;
  result.insert(result.end(), cycles.begin(), cycles.end());
  return result;
}

bool Walk::needs_std_named(const Universe& universe) const {
  return std::any_of(modules.begin(), modules.end(), [&](const Module& module) {
    return module.needed && std_packages::is_reserved(universe.text(module.path));
  });
}

bool equal(const Walk& a, const Walk& b) {
  using Found = std::vector<std::tuple<ImportId, PathId, VersionId, ConfigMask, int>>;
  const auto found = [](const Walk& walk) {
    Found result;
    for (const Walk::Needed& needed : walk.packages) {
      const Walk::Module& module = walk.module(needed);
      result.emplace_back(needed.import, module.path, module.version, needed.mask, -1);
    }
    for (const std::vector<Walk::Fault>* const faults : {&walk.faults, &walk.cycles}) {
      for (const Walk::Fault& fault : *faults) {
        result.emplace_back(fault.import, no_path, no_version, fault.mask,
                            static_cast<int>(fault.kind));
      }
    }
    for (const Walk::Absent& absent : walk.absent) {
      const Walk::Module& module = walk.modules[absent.module];
      result.emplace_back(absent.import, module.path, module.version, 0, -2);
    }
    std::sort(result.begin(), result.end());
    return result;
  };
  return *a.needed == *b.needed && found(a) == found(b);
}

Walk Walker::walk(const Leaf& leaf, std::shared_ptr<const BuildList> list,
                  const VersionOf& version_of, ConfigMask supported,
                  std::vector<VersionId>& missing, const Load& load) {
  Walk walk;
  walk.list = std::move(list);
  walk.supported = supported;
  ++epoch_;
  candidates_.grow(universe_.path_count());
  leaf_ = &leaf;
  list_ = walk.list.get();
  version_of_ = &version_of;
  missing_ = &missing;
  load_ = &load;
  walk_ = &walk;
  forbidden_.clear();
  for (std::size_t i = 0; i < list_->paths.size(); ++i) {
    candidates_[list_->paths[i]] = {epoch_, false, list_->versions[i], 0};
  }
  for (const auto& main : leaf.mains()) candidates_[main->path] = {epoch_, false, no_version, 0};
  for (const Leaf::Root& root : leaf.roots()) reach(root.import, root.mask & supported);
  while (!queue_.empty()) {
    const auto [package, added] = queue_.back();
    queue_.pop_back();
    visit(package, added);
  }
  if (missing.empty()) finish();
  return walk;
}

void Walker::visit(std::uint32_t at, ConfigMask added) {
  const ImportId importer = walk_->packages[at].import;
  const Package& package = *walk_->packages[at].package;
  const std::size_t count = leaf_->may_shadow_std() ? package.edges.size() : package.std_from;
  for (std::size_t i = 0; i < count; ++i) {
    const Package::Edge& edge = package.edges[i];
    const ConfigMask mask = added & universe_.mask(edge.when, leaf_->tags());
    if (mask == 0) continue;
    reach(edge.import, mask);
    if (!universe_.may_import(importer, edge.import)) forbidden_[edge.import] |= mask;
  }
}

void Walker::reach(ImportId import, ConfigMask mask) {
  if (mask == 0) return;
  State& state = this->state(import);
  if (state.epoch != epoch_) {
    state = {epoch_, State::Kind::pending, 0};
    resolve(import, mask);
    return;
  }
  switch (state.kind) {
    case State::Kind::package: {
      ConfigMask& known = walk_->packages[state.at].mask;
      const ConfigMask added = mask & ~known;
      known |= added;
      if (added != 0) queue_.emplace_back(state.at, added);
      break;
    }
    case State::Kind::fault:
      walk_->faults[state.at].mask |= mask;
      break;
    case State::Kind::pending:
    case State::Kind::std:
      break;
  }
}

Walker::State& Walker::state(ImportId import) {
  if (index(import) >= states_.size()) states_.grow(universe_.import_count());
  return states_[import];
}

// resolve decides what an import path is. Paths of the standard library have no dot in their first
// element. Modules should have one, but may do without; a main module that has a package of the
// standard library's makes it ambiguous.
void Walker::resolve(ImportId import, ConfigMask mask) {
  const Universe::Import& path = universe_.import(import);
  if (path.is_std) {
    std::optional<Walk::ModuleIndex> own;
    if (leaf_->may_shadow_std()) {
      walk_->imports.push_back(import);
      each_candidate(Scope::all, import, [&](Walk::ModuleIndex at, std::string_view directory) {
        const Walk::Module& module = walk_->modules[at];
        if (own || !module.own) return;
        if (module.packages->find(directory).answer == Answer::present) own = at;
      });
    }
    if (own) return fault({Walk::Fault::Kind::ambiguous, import, mask, {*own}, true});
    state(import).kind = State::Kind::std;
    return;
  }
  walk_->imports.push_back(import);
  if (path.is_malformed) return fault({Walk::Fault::Kind::malformed, import, mask});
  if (resolve_in(Scope::roots, import, mask) || resolve_in(Scope::all, import, mask)) return;
  std::vector<Walk::ModuleIndex> looked_in;
  each_candidate(Scope::all, import,
                 [&](Walk::ModuleIndex at, std::string_view) { looked_in.push_back(at); });
  const bool is_std = path.is_std_named && looked_in.empty();
  fault({is_std ? Walk::Fault::Kind::not_std : Walk::Fault::Kind::missing,
         import,
         mask,
         {},
         false,
         std::move(looked_in)});
}

// resolve_in returns true when the import path needs no wider search: it is found, ambiguous, or
// must wait until a module is known.
bool Walker::resolve_in(Scope scope, ImportId import, ConfigMask mask) {
  std::vector<std::pair<Walk::ModuleIndex, const Package*>>& found_in = found_in_;
  std::vector<Walk::ModuleIndex>& absent_from = absent_from_;
  found_in.clear();
  absent_from.clear();
  bool wait = false;
  each_candidate(scope, import, [&](Walk::ModuleIndex at, std::string_view directory) {
    const Packages::Found looked = find(at, import, directory);
    switch (looked.answer) {
      case Answer::present:
        found_in.emplace_back(at, looked.package);
        break;
      case Answer::absent:
        absent_from.push_back(at);
        break;
      case Answer::unknown:
        wait = true;
        missing_->push_back(walk_->modules[at].source.module);
        break;
    }
  });
  if (wait) return true;
  for (const Walk::ModuleIndex at : absent_from) {
    walk_->modules[at].looked = true;
    if (!walk_->modules[at].own) walk_->absent.push_back({at, import});
  }
  for (const auto& [at, package] : found_in) walk_->modules[at].looked = true;
  if (found_in.empty()) return false;
  if (found_in.size() == 1) {
    found(import, mask, found_in.front().first, *found_in.front().second);
    return true;
  }
  Walk::Fault ambiguous{Walk::Fault::Kind::ambiguous, import, mask};
  for (auto at = found_in.rbegin(); at != found_in.rend(); ++at) {
    ambiguous.found_in.push_back(at->first);
  }
  fault(std::move(ambiguous));
  return true;
}

// find looks for a package in a module, whose packages it loads where they are not known.
Packages::Found Walker::find(Walk::ModuleIndex at, ImportId import, std::string_view directory) {
  Walk::Module& module = walk_->modules[at];
  const auto look = [&]() -> Packages::Found {
    if (!module.packages) return {Answer::unknown};
    return module.serves_own_path() ? module.packages->find(import, directory)
                                    : module.packages->find(directory);
  };
  Packages::Found found = look();
  // What a lock knows of a module comes first, and may not be enough.
  while (found.answer == Answer::unknown && !module.own && *load_ &&
         (*load_)(module.source.module)) {
    module.packages = leaf_->packages(module.source, facts_);
    found = look();
  }
  return found;
}

void Walker::found(ImportId import, ConfigMask mask, Walk::ModuleIndex module,
                   const Package& package) {
  const auto at = static_cast<std::uint32_t>(walk_->packages.size());
  state(import) = {epoch_, State::Kind::package, at};
  walk_->packages.push_back({import, module, &package, mask});
  queue_.emplace_back(at, mask);
}

void Walker::fault(Walk::Fault fault) {
  state(fault.import) = {epoch_, State::Kind::fault,
                         static_cast<std::uint32_t>(walk_->faults.size())};
  walk_->faults.push_back(std::move(fault));
}

// each_candidate goes through the modules that `import` could lie in by its name, longest path
// first.
template <typename Use>
void Walker::each_candidate(Scope scope, ImportId import, const Use& use) {
  const Universe::Import& path = universe_.import(import);
  for (const Universe::Prefix& prefix : path.prefixes) {
    const PathId module = universe_.module_at(prefix.id);
    if (module == no_path) continue;
    const std::optional<Walk::ModuleIndex> at = candidate(module);
    if (!at || (scope == Scope::roots && !walk_->modules[*at].root)) continue;
    use(*at, path.directory(prefix));
  }
}

std::optional<Walk::ModuleIndex> Walker::candidate(PathId path) {
  if (index(path) >= candidates_.size()) return std::nullopt;  // numbered since
  Candidate& candidate = candidates_[path];
  if (candidate.epoch != epoch_) return std::nullopt;
  if (!candidate.is_entered) {
    candidate.is_entered = true;
    candidate.module = static_cast<Walk::ModuleIndex>(walk_->modules.size());
    Walk::Module& module = walk_->modules.emplace_back(
        module_in(*leaf_, *list_, *version_of_, path, candidate.listed));
    const Leaf::Main* const main = leaf_->main(path);
    module.packages = main ? &main->packages : leaf_->packages(module.source, facts_);
  }
  return candidate.module;
}

// module_in returns the module of a path as the leaf sees it, but for its packages.
Walk::Module Walker::module_in(const Leaf& leaf, const BuildList& list, const VersionOf& version_of,
                               PathId path, VersionId listed) {
  if (leaf.main(path)) return {path, no_version, true, true, false, false, {}, nullptr};
  VersionId version = version_of(path);
  if (version == no_version) version = listed;
  const Source source = leaf.source(version);
  const bool root = !list.ordered || list.is_root(path);
  return {path, version, source.directory != nullptr, root, false, false, source, nullptr};
}

bool Walker::holds(const Walk& walk, const Leaf& leaf, const BuildList& list,
                   const VersionOf& version_of, ConfigMask supported) const {
  if (walk.supported != supported) return false;
  for (const Walk::Module& module : walk.modules) {
    if (module.own && module.version == no_version) continue;
    const VersionId listed = list.at(module.path);
    if (listed == no_version) return false;
    const Walk::Module now = module_in(leaf, list, version_of, module.path, listed);
    if (now.version != module.version || now.root != module.root) return false;
  }
  if (walk.list.get() == &list) return true;
  return !any_new_candidate(walk, list);
}

// any_new_candidate reports whether a module that the walk's own list does not have is one to look
// into.
bool Walker::any_new_candidate(const Walk& walk, const BuildList& list) const {
  std::vector<PathId> added;
  std::set_difference(list.paths.begin(), list.paths.end(), walk.list->paths.begin(),
                      walk.list->paths.end(), std::back_inserter(added));
  if (added.empty()) return false;
  return std::any_of(walk.imports.begin(), walk.imports.end(), [&](ImportId import) {
    const std::vector<Universe::Prefix>& prefixes = universe_.import(import).prefixes;
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const Universe::Prefix& prefix) {
      const PathId path = universe_.module_at(prefix.id);
      return path != no_path && std::binary_search(added.begin(), added.end(), path);
    });
  });
}

// --- a walk with other versions -----------------------------------------------------------------

std::optional<Walk> Walker::renewed(const Walk& walk, const Leaf& leaf,
                                    std::shared_ptr<const BuildList> list,
                                    const VersionOf& version_of, ConfigMask supported) const {
  if (walk.supported != supported || walk.has_faults()) return std::nullopt;
  std::vector<Walk::Module> modules = walk.modules;
  for (Walk::Module& module : modules) {
    if (module.own && module.version == no_version) continue;
    const VersionId listed = list->at(module.path);
    if (listed == no_version) return std::nullopt;
    const Walk::Module now = module_in(leaf, *list, version_of, module.path, listed);
    if (now.root != module.root || now.own != module.own) return std::nullopt;
    if (now.version == module.version) continue;
    if (now.own) return std::nullopt;
    module.version = now.version;
    module.source = now.source;
    module.packages = leaf.packages(now.source, facts_);
    if (!module.packages) return std::nullopt;
  }
  if (walk.list != list && any_new_candidate(walk, *list)) return std::nullopt;
  std::vector<const Package*> packages;
  if (!finds_the_same(walk, modules, packages)) return std::nullopt;
  Walk result = walk;
  result.list = std::move(list);
  result.modules = std::move(modules);
  for (std::size_t i = 0; i < packages.size(); ++i) result.packages[i].package = packages[i];
  return result;
}

// finds_the_same reports whether other versions of the walk's modules answer its questions alike,
// and lists the packages that they have for the walk's.
bool Walker::finds_the_same(const Walk& walk, const std::vector<Walk::Module>& modules,
                            std::vector<const Package*>& packages) const {
  const auto is_other = [&](Walk::ModuleIndex i) {
    return modules[i].version != walk.modules[i].version;
  };
  packages.reserve(walk.packages.size());
  for (const Walk::Needed& needed : walk.packages) {
    const Package* package = needed.package;
    if (is_other(needed.module)) {
      package = look(modules[needed.module], needed.import).package;
      if (!package || package->when != needed.package->when ||
          package->edges != needed.package->edges) {
        return false;
      }
    }
    packages.push_back(package);
  }
  return std::none_of(walk.absent.begin(), walk.absent.end(), [&](const Walk::Absent& absent) {
    return is_other(absent.module) &&
           look(modules[absent.module], absent.import).answer != Answer::absent;
  });
}

// look finds a package by its import path, which the path of the module is a prefix of.
Packages::Found Walker::look(const Walk::Module& module, ImportId import) const {
  const std::string& path = universe_.import(import).path.str();
  const std::string& prefix = universe_.text(module.path);
  const std::string_view directory = path.size() == prefix.size()
                                         ? std::string_view(".")
                                         : std::string_view(path).substr(prefix.size() + 1);
  return module.serves_own_path() ? module.packages->find(import, directory)
                                  : module.packages->find(directory);
}

// find_excluded looks for imports of packages in configurations in which none of their files
// counts: neither they nor the leaf can be built there ("build constraints exclude all Go files",
// or, of a package with tests alone, "no non-test Go files"; go/build: NoGoError. `go list -deps
// -e` has it as the Error of a package that is DepOnly and has neither GoFiles nor CgoFiles).
//
//   a fault    an import that holds in a configuration that reaches its package, of a package whose
//              `when` does not hold there. Whether the importer is the leaf's or a dependency's
//              makes no difference; a leaf's tests count where it asks for them
//   no fault   a package that nobody imports there: wildcards pass over such a directory, and one
//              that has tests alone compiles nothing
//   no fault   a package that imports itself: so do tests outside it (package x_test), and where
//              their package has no files, only they can't be built
void Walker::find_excluded() {
  Walk& walk = *walk_;
  const TagSetId tags = leaf_->tags();
  std::map<ImportId, ConfigMask> without;  // where packages that are reached have no files
  for (const Walk::Needed& needed : walk.packages) {
    const ConfigMask mask = needed.mask & ~universe_.mask(needed.package->when, tags);
    if (mask != 0) without.emplace(needed.import, mask);
  }
  if (without.empty()) return;
  std::map<std::string, Walk::Fault> found;
  for (const Walk::Needed& needed : walk.packages) {
    for (const Package::Edge& edge : needed.package->edges) {
      const auto target = without.find(edge.import);
      if (target == without.end() || edge.import == needed.import) continue;
      const ConfigMask mask = target->second & needed.mask & universe_.mask(edge.when, tags);
      if (mask == 0) continue;
      Walk::Fault& fault = found[universe_.import(edge.import).path.str()];
      fault.kind = Walk::Fault::Kind::excluded;
      fault.import = edge.import;
      fault.mask |= mask;
      fault.looked_in = {walk.packages[states_[edge.import].at].module};
    }
  }
  for (auto& [path, fault] : found) walk.faults.push_back(std::move(fault));
}

// finish puts what was found in order.
void Walker::finish() {
  Walk& walk = *walk_;
  const auto by_path = [this](const auto& a, const auto& b) {
    return universe_.import(a.import).path < universe_.import(b.import).path;
  };
  std::sort(walk.faults.begin(), walk.faults.end(), by_path);
  std::vector<Walk::Fault> internal;
  for (const auto& [import, mask] : forbidden_) {
    internal.push_back({Walk::Fault::Kind::internal, import, mask});
  }
  std::sort(internal.begin(), internal.end(), by_path);
  walk.faults.insert(walk.faults.end(), std::make_move_iterator(internal.begin()),
                     std::make_move_iterator(internal.end()));
  find_excluded();
  for (const Walk::Needed& needed : walk.packages) walk.modules[needed.module].needed = true;
  std::vector<PathId> paths;
  for (const Walk::Module& module : walk.modules) {
    if (module.needed && !module.own) paths.push_back(module.path);
  }
  std::sort(paths.begin(), paths.end(),
            [this](PathId a, PathId b) { return universe_.text(a) < universe_.text(b); });
  walk.needed = std::make_shared<const std::vector<PathId>>(std::move(paths));
  Places places;
  for (const Walk::Needed& needed : walk.packages) {
    const Walk::Module& module = walk.module(needed);
    if (!module.own) places.emplace_back(needed.import, module.path);
  }
  std::sort(places.begin(), places.end());
  walk.places = std::make_shared<const Places>(std::move(places));
  walk.cycles = import_cycles(walk, universe_, leaf_->tags(), !leaf_->input().tests);
}

}  // namespace goset::resolve
