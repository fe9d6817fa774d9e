#include "fit.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "goset/facts/packed_names.hpp"

// Whether programs can be compiled at the versions of a view, as far as names tell: a package that
// uses `p.Name` of a package that does not export Name can't. What is found is certain, but not all
// there is: methods, fields and signatures are not looked at.
//
// An import is judged only where the view brings something together that was not so before. It is
// not where the importer's own go.mod asks for just that version, nor where the leaf alone has both
// modules as they are: that was compiled by somebody. And a name that is missing as well at the
// version which the importer asks for, or of which that can't be seen, is not the view's fault.

namespace goset::resolve {

std::size_t Fit::KeyHash::operator()(const Key& key) const {
  const auto& [user, used, asked, tags] = key;
  std::size_t hash = std::hash<const void*>()(user);
  for (const std::size_t more : {std::hash<const void*>()(used), index(asked), index(tags)}) {
    hash = (hash ^ more) * 0x9E3779B97F4A7C15ULL;
  }
  return hash;
}

// --- imports that are to be judged --------------------------------------------------------------

std::vector<Fit::Edge> Fit::edges(const std::vector<LeafState*>& leaves, const Wanted& is_wanted,
                                  const Known& is_known) {
  std::vector<Edge> result;
  places_.grow(resolving_.universe.import_count());
  for (LeafState* leaf : leaves) {
    const Walk& walk = *leaf->walk;
    ++epoch_;
    for (std::uint32_t i = 0; i < walk.packages.size(); ++i) {
      places_[walk.packages[i].import] = {epoch_, i};
    }
    const std::size_t modules = walk.modules.size();
    wanted_.assign(modules * modules, 0);
    asked_.resize(std::max(asked_.size(), wanted_.size()));
    for (const Walk::Needed& needed : walk.packages) {
      for (std::size_t i = 0; i < needed.package->std_from; ++i) {
        const Package::Edge& edge = needed.package->edges[i];
        const auto [epoch, place] = places_[edge.import];
        if (epoch != epoch_) continue;
        const Walk::Needed& target = walk.packages[place];
        const Walk::Module& user = walk.module(needed);
        const Walk::Module& used = walk.module(target);
        if (target.module == needed.module || used.own) continue;
        const std::size_t pair = needed.module * modules + target.module;
        if (wanted_[pair] == 0) {
          asked_[pair] = asked_by(*leaf, user, used.path);
          wanted_[pair] = is_wanted(*leaf, user, used, asked_[pair]) ? 2 : 1;
        }
        if (wanted_[pair] == 1) continue;
        const ConfigMask mask = needed.mask & target.mask & leaf->supported &
                                resolving_.universe.mask(edge.when, leaf->leaf->tags());
        if (mask == 0 || (is_known && is_known(*leaf, needed, target))) continue;
        result.push_back({leaf, side(*leaf, user, *needed.package), edge.import,
                          side(*leaf, used, *target.package), mask, asked_[pair]});
      }
    }
  }
  return result;
}

Fit::Side Fit::side(const LeafState& leaf, const Walk::Module& module, const Package& package) {
  Side result{&package, module.version, module.source};
  if (module.source.directory) result.names = module.source.directory->names.get();
  if (module.version != no_version) return result;
  const Leaf::Main& main = *leaf.leaf->main(module.path);
  result.names = main.module->names.get();
  result.source.module = main.published;
  return result;
}

// is_alone reports whether a leaf alone has the module as it stands there.
bool Fit::is_alone(const LeafState& leaf, const Walk::Module& module) const {
  return module.own || leaf.own->at(module.path) == module.version;
}

// asked_by returns the version of a path that a module asks for, or the leaf alone for its own
// packages and where the module's go.mod does not say; no_version for none.
VersionId Fit::asked_by(const LeafState& leaf, const Walk::Module& user, PathId path) const {
  if (!user.own) {
    if (const GoMod* const mod = resolving_.go_mod(leaf, user.version)) {
      for (const VersionId r : mod->require) {
        if (resolving_.universe.path_of(r) == path) return r;
      }
    }
  }
  return leaf.own->at(path);
}

std::vector<Misfit> Fit::misfits(const std::vector<LeafState*>& leaves) {
  return judged(edges(
      leaves,
      [&](const LeafState& leaf, const Walk::Module& user, const Walk::Module& used,
          VersionId asked) {
        return asked != used.version && !(is_alone(leaf, user) && is_alone(leaf, used));
      },
      [&](const LeafState& leaf, const Walk::Needed& user, const Walk::Needed& used) {
        return judged_before_.fit(leaf, leaf.walk->module(user), user.package->directory,
                                  leaf.walk->module(used), used.package->directory);
      }));
}

std::optional<std::vector<Misfit>> Fit::misfits_at(const std::vector<LeafState*>& leaves,
                                                   VersionId version) {
  const PathId path = resolving_.universe.path_of(version);
  std::vector<Edge> open = edges(leaves, [&](const LeafState&, const Walk::Module&,
                                             const Walk::Module& used, VersionId asked) {
    return used.path == path && used.serves_own_path() && asked != version;
  });
  evaluator_.load_if_there({{version, KnownFacts::Kind::names}});
  if (!resolving_.facts.names(version)) return std::nullopt;
  move_to(open, version);
  return judged(open);
}

// move_to has imports judged as if their module were at another version. A package that is not there
// has no names.
void Fit::move_to(std::vector<Edge>& edges, VersionId version) {
  for (Edge& edge : edges) edge.used.module = edge.used.source.module = version;
}

// --- judging ------------------------------------------------------------------------------------

const ModuleNames* Fit::names(const Side& side) const {
  return side.names ? side.names : resolving_.facts.names(side.source.module);
}

std::vector<Misfit> Fit::judged(const std::vector<Edge>& edges) {
  std::vector<KnownFacts::Question> questions;
  for (const Edge& edge : edges) {
    if (!edge.user.names) questions.push_back({edge.user.source.module, KnownFacts::Kind::names});
    questions.push_back({edge.used.source.module, KnownFacts::Kind::names});
  }
  evaluator_.load(questions);
  // Where a name is missing, the version that the user asks for is looked at as well.
  questions.clear();
  for (const Edge& edge : edges) {
    if (edge.asked != no_version && !judge(edge).empty()) {
      questions.push_back({edge.leaf->leaf->source(edge.asked).module, KnownFacts::Kind::names});
    }
  }
  evaluator_.load_if_there(questions);
  std::vector<Misfit> result;
  for (const Edge& edge : edges) {
    if (edge.asked == no_version) continue;
    const Verdict& missing_now = judge(edge);
    if (missing_now.empty()) continue;
    const ModuleNames* const before =
        resolving_.facts.names(edge.leaf->leaf->source(edge.asked).module);
    // What was in another module then was not used of this one.
    if (!before || !before->find(edge.used.package->directory)) continue;
    const Verdict missing_before = missing(edge, *before, edge.mask);
    Misfit misfit{
        edge.user.package->import, edge.user.module, edge.import, edge.used.module, {}, edge.leaf};
    for (const MissingName& name : missing_now) {
      ConfigMask mask = name.mask & edge.mask;
      for (const MissingName& known : missing_before) {
        if (known.name == name.name) mask &= ~known.mask;
      }
      if (mask != 0) misfit.names.push_back(name.name);
    }
    if (!misfit.names.empty()) result.push_back(std::move(misfit));
  }
  packages_.clear();  // the verdicts are kept
  return result;
}

// judge returns what one package lacks for the other, in whatever configuration that matters.
const Fit::Verdict& Fit::judge(const Edge& edge) {
  const Key key{edge.user.package, edge.used.package, edge.used.source.module,
                edge.leaf->leaf->tags()};
  const auto known = judged_.find(key);
  if (known != judged_.end()) return known->second;
  return judged_[key] =
             missing(edge, *names(edge.used), resolving_.universe.configurations().all());
}

Fit::Verdict Fit::missing(const Edge& edge, const ModuleNames& used, ConfigMask where) {
  const TagSetId tags = edge.leaf->leaf->tags();
  const ModuleNames& user = *names(edge.user);
  return missing_names({&user, &masks(user, tags), package(user, edge.user.package->directory)},
                       resolving_.universe.import(edge.import).path,
                       {&used, &masks(used, tags), package(used, edge.used.package->directory)},
                       where);
}

const PackageNames* Fit::package(const ModuleNames& module, std::string_view directory) {
  const ModuleNames::Package* const found = module.find(directory);
  if (!found) return nullptr;
  const auto [entry, is_new] = packages_.try_emplace(found);
  if (is_new) {
    // What is damaged in spite of its checksum says nothing.
    if (std::optional<PackageNames> names = packed_names::unpack_package(module, *found)) {
      entry->second = std::move(*names);
    }
  }
  return &entry->second;
}

const std::vector<ConfigMask>& Fit::masks(const ModuleNames& names, TagSetId tags) {
  const auto [entry, is_new] = masks_.try_emplace({&names, tags});
  if (is_new) {
    const Universe& universe = resolving_.universe;
    for (const BuildConstraint& constraint : names.constraints) {
      entry->second.push_back(universe.configurations().mask(constraint, universe.tags(tags)));
    }
  }
  return entry->second;
}

}  // namespace goset::resolve
