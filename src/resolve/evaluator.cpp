#include "evaluator.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "goset/resolve/resolution.hpp"

// A leaf sees a view through its requirements: those that the view needs stand at the view's
// versions. From them follows its build list, from that and the versions what it imports. What it
// needs of modules that are not in its own build list, where its list leads to lower versions than
// the view has, is `newly_required`: it counts at the view's version, and both are found again.

namespace goset::resolve {

namespace {

constexpr std::size_t most_kept = 3;

template <typename T>
void keep(std::vector<std::shared_ptr<const T>>& kept, std::shared_ptr<const T> latest) {
  kept.insert(kept.begin(), std::move(latest));
  if (kept.size() > most_kept) kept.pop_back();
}

template <typename T>
void to_front(std::vector<T>& kept, typename std::vector<T>::iterator at) {
  std::rotate(kept.begin(), at, at + 1);
}

}  // namespace

Evaluator::Evaluator(Resolving& resolving, Loader& loader, Memory& memory,
                     std::function<void(const std::vector<Failure>&)> give_up)
    : resolving_(resolving), loader_(loader), memory_(memory), give_up_(std::move(give_up)) {
  for (unsigned i = 0; i < std::max(1U, loader.threads()); ++i) {
    workers_.push_back(std::make_unique<Worker>(resolving));
  }
}

void Evaluator::own_lists() {
  std::vector<LeafState*> open;
  std::map<std::string, LeafState*> first;  // choices of optional tags have one list
  std::vector<std::pair<LeafState*, const LeafState*>> alike;
  for (const auto& leaf : resolving_.leaves) {
    leaf->own.reset();
    leaf->lists.clear();
    if (recall_own_list(*leaf)) continue;
    const auto [known, is_new] = first.try_emplace(leaf->leaf->program(), leaf.get());
    if (is_new) {
      open.push_back(leaf.get());
    } else {
      alike.emplace_back(leaf.get(), known->second);
    }
  }
  loader_.compute(open.size(), [&](std::size_t i, unsigned worker, const Loader::Load& load) {
    make_list(open[i]->leaf->requirements(), *open[i], *workers_[worker], load, open[i]->own);
  });
  throw_failures();
  for (const auto& [leaf, other] : alike) leaf->own = other->own;
  for (const auto& leaf : resolving_.leaves) keep(leaf->lists, leaf->own);
}

bool Evaluator::recall_own_list(LeafState& leaf) {
  std::shared_ptr<const BuildList> list = memory_.own_list(leaf);
  if (!list) return false;
  for (const VersionId m : list->read) {
    if (!note_go_mod(leaf, m)) return false;
  }
  leaf.own = std::move(list);
  return true;
}

bool Evaluator::note_go_mod(const LeafState& leaf, VersionId m) {
  const Source source = leaf.leaf->source(m);
  return source.directory || resolving_.facts.note_go_mod(source.module);
}

void Evaluator::note_go_mods(std::vector<std::pair<const LeafState*, VersionId>> modules) {
  std::erase_if(modules, [&](const auto& one) { return note_go_mod(*one.first, one.second); });
  load_go_mods(modules);
}

void Evaluator::evaluate(const Outlook& outlook, const std::vector<LeafState*>& leaves) {
  std::vector<LeafState*> open;
  memory_.number();
  for (LeafState* leaf : leaves) {
    if (!memory_.recall(outlook, *leaf)) open.push_back(leaf);
  }
  look(outlook, open);
  memory_.number();
  for (LeafState* leaf : open) memory_.keep(outlook, *leaf);
}

void Evaluator::complete(const Outlook& outlook, const std::vector<LeafState*>& leaves,
                         Walks walks) {
  std::vector<LeafState*> open;
  for (LeafState* leaf : leaves) {
    if (!leaf->walk) open.push_back(leaf);
    if (leaf->walk && walks == Walks::whole) make_whole(*leaf);
  }
  const std::vector<LeafState*> all = open;
  restore(outlook, open);
  for (LeafState* leaf : all) {
    if (leaf->walk && walks == Walks::whole) make_whole(*leaf);
  }
  std::vector<Look> recalled;
  for (const LeafState* leaf : open) recalled.push_back(*leaf);
  look(outlook, open);
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!open[i]->agrees(recalled[i])) throw WrongMemory{};
    memory_.keep_walk(*open[i]);
  }
}

void Evaluator::read_packages(const std::vector<LeafState*>& leaves) {
  IncompleteLeaves gone;
  for (LeafState* leaf : leaves) {
    if (leaf->leaf->has_packages()) continue;
    if (!loader_.may_wait()) throw Loader::Wanting{};
    if (!leaf->leaf->read_packages(resolving_.universe)) gone.names.insert(leaf->leaf->name());
  }
  if (!gone.names.empty()) throw gone;
}

void Evaluator::make_whole(LeafState& leaf) {
  if (!leaf.walk->is_partial) return;
  Leaf& of = *leaf.leaf;
  if (!of.has_packages() && !of.locked_packages()) {
    if (!loader_.may_wait()) throw Loader::Wanting{};
    of.number_locked_packages(resolving_.universe);
  }
  auto walk = std::make_shared<Walk>(*leaf.walk);
  for (Walk::Needed& needed : walk->packages) {
    if (needed.package) continue;
    const Packages& packages =
        of.has_packages() ? *walk->module(needed).packages : *of.locked_packages();
    needed.package = packages.find(needed.import, "").package;
    if (!needed.package) throw IncompleteLeaves{{of.name()}};
  }
  walk->is_partial = false;
  leaf.walk = std::move(walk);
}

// restore gives lists and walks that were kept to those of the leaves that have some, and leaves the
// others.
void Evaluator::restore(const Outlook& outlook, std::vector<LeafState*>& leaves) {
  loader_.compute(1, [&](std::size_t, unsigned, const Loader::Load& load) {
    for (LeafState* leaf : leaves) {
      if (leaf->walk) continue;
      memory_.restore(*leaf, requirements_at(outlook, *leaf), resolving_.facts, load);
    }
  });
  throw_failures();
  std::erase_if(leaves, [](const LeafState* leaf) { return leaf->walk != nullptr; });
}

void Evaluator::look(const Outlook& outlook, const std::vector<LeafState*>& leaves) {
  read_packages(leaves);
  for (LeafState* leaf : leaves) {
    leaf->newly_required.clear();
    leaf->beyond.clear();
    leaf->read.clear();
  }
  std::vector<LeafState*> open = leaves;
  while (!open.empty()) {
    loader_.compute(open.size(), [&](std::size_t i, unsigned worker, const Loader::Load& load) {
      find_list(outlook, *open[i], *workers_[worker], load);
    });
    throw_failures();
    loader_.compute(open.size(), [&](std::size_t i, unsigned worker, const Loader::Load& load) {
      find_walk(outlook, *open[i], *workers_[worker], load);
    });
    throw_failures();
    std::erase_if(open, [&](LeafState* leaf) { return !enter(outlook, *leaf); });
  }
  for (LeafState* leaf : leaves) {
    leaf->needed = leaf->walk->needed;
    leaf->places = leaf->walk->places;
    leaf->brought_in.clear();
    for (const PathId path : *leaf->needed) {
      if (!leaf->own->contains(path)) leaf->brought_in.emplace_back(path, leaf->list->at(path));
    }
    leaf->faults.clear();
    for (const Walk::Fault& fault : leaf->walk->all_faults()) {
      leaf->faults.push_back({fault.import, fault.mask, fault.kind});
    }
  }
}

// note_dependencies adds what a build list of a leaf depends on.
void Evaluator::note_dependencies(LeafState& leaf, const BuildList& list) {
  const auto add = [](auto& to, const auto& more) {
    const auto before = std::exchange(to, {});
    std::set_union(before.begin(), before.end(), more.begin(), more.end(), std::back_inserter(to));
  };
  std::vector<PathId> beyond;
  for (const PathId path : list.paths) {
    if (!leaf.own->contains(path) && !leaf.leaf->lists(path)) beyond.push_back(path);
  }
  add(leaf.beyond, beyond);
  if (&list != leaf.own.get()) add(leaf.read, list.read);
}

void Evaluator::anew(const Outlook& outlook, LeafState& leaf) {
  std::vector<std::shared_ptr<const BuildList>> lists = std::move(leaf.lists);
  std::vector<std::shared_ptr<const Walk>> walks = std::move(leaf.walks);
  leaf.lists.clear();
  leaf.walks.clear();
  look(outlook, {&leaf});
  leaf.lists = std::move(lists);
  leaf.walks = std::move(walks);
}

// requirements_at sets the requirements of a leaf to the view's versions, those on excluded
// versions too, and adds those of its own build list that the view needs, and what is newly
// required: so `go mod tidy` would write them down.
Requirements Evaluator::requirements_at(const Outlook& outlook, const LeafState& leaf) const {
  const auto version_of = [&](PathId path) {
    return resolving_.version_in(outlook.versions, leaf, path);
  };
  Requirements result = leaf.leaf->requirements();
  std::vector<PathId> listed;
  std::vector<VersionId> raised;
  for (std::size_t i = 0; i < result.mains.size(); ++i) {
    std::vector<VersionId>& requirements = result.mains[i].require;
    requirements = leaf.leaf->mains()[i]->listed;
    for (VersionId& r : requirements) {
      const PathId path = resolving_.universe.path_of(r);
      listed.push_back(path);
      if (!leaf.raise_all && !outlook.is_needed(leaf, path)) continue;
      const VersionId v = version_of(path);
      if (v == no_version || v == r) continue;
      r = v;
      raised.push_back(r);
    }
  }
  std::sort(listed.begin(), listed.end());
  const auto add = [&](PathId path) {
    if (std::binary_search(listed.begin(), listed.end(), path)) return;
    const VersionId v = version_of(path);
    if (v == no_version) return;
    result.mains.front().require.push_back(v);
    raised.push_back(v);
  };
  for (const PathId path : leaf.own->paths) {
    if (outlook.is_needed(leaf, path)) add(path);
  }
  for (const PathId path : leaf.newly_required) {
    if (!leaf.own->contains(path) || !outlook.is_needed(leaf, path)) add(path);
  }
  if (leaf.leaf->exclude().empty()) return result;
  for (MainRequirements& main : result.mains) {
    std::erase_if(main.exclude, [&](VersionId m) {
      return std::find(raised.begin(), raised.end(), m) != raised.end();
    });
    std::erase_if(main.require, [&](VersionId m) {
      return std::binary_search(main.exclude.begin(), main.exclude.end(), m);
    });
  }
  return result;
}

Walker::VersionOf Evaluator::version_of(const Outlook& outlook, const LeafState& leaf) const {
  return [this, &outlook, &leaf](PathId path) {
    return resolving_.version_in(outlook.versions, leaf, path);
  };
}

// checked_go_mod notes a go.mod that is not one of the module it serves as, and a directory that
// can't be read.
const GoMod* Evaluator::checked_go_mod(const LeafState& leaf, VersionId m, Worker& worker) const {
  const Source source = leaf.leaf->source(m);
  const GoMod* const mod = leaf.leaf->go_mod(source, resolving_.facts);
  if (source.directory) {
    if (source.directory->fault) {
      worker.failures.push_back({m, std::make_exception_ptr(*source.directory->fault)});
    }
    return mod;
  }
  if (!mod || (mod->declares_itself && source.module == m)) return mod;
  const std::string& path = resolving_.universe.module(m).path;
  if (mod->declared == path) return mod;
  try {
    ModSummary{mod->declared, {}, {}}.check(path, resolving_.universe.module(source.module));
  } catch (const Error&) {
    worker.failures.push_back({m, std::current_exception()});
  }
  return mod;
}

bool Evaluator::make_list(Requirements requirements, const LeafState& leaf, Worker& worker,
                          const Loader::Load& load, std::shared_ptr<const BuildList>& into) {
  const std::size_t failures = worker.failures.size();
  const auto go_mod = [&](VersionId m) {
    const GoMod* const known = checked_go_mod(leaf, m, worker);
    if (known || !load({leaf.leaf->source(m).module, KnownFacts::Kind::summary})) return known;
    return checked_go_mod(leaf, m, worker);
  };
  std::vector<VersionId> missing;
  BuildList list = worker.lists.of(std::move(requirements), go_mod, missing);
  if (leaf.own) {
    std::erase_if(list.read, [&](VersionId m) {
      return std::binary_search(leaf.own->read.begin(), leaf.own->read.end(), m);
    });
  }
  into = std::make_shared<const BuildList>(std::move(list));
  if (!missing.empty()) worker.failures.resize(failures);  // they come again
  return missing.empty();
}

void Evaluator::find_list(const Outlook& outlook, LeafState& leaf, Worker& worker,
                          const Loader::Load& load) {
  Requirements requirements = requirements_at(outlook, leaf);
  const auto known = std::find_if(leaf.lists.begin(), leaf.lists.end(), [&](const auto& list) {
    return list->requirements == requirements;
  });
  if (known != leaf.lists.end()) {
    to_front(leaf.lists, known);
    leaf.list = leaf.lists.front();
  } else if (make_list(std::move(requirements), leaf, worker, load, leaf.list)) {
    keep(leaf.lists, leaf.list);
  } else {
    return;
  }
  note_dependencies(leaf, *leaf.list);
}

void Evaluator::find_walk(const Outlook& outlook, LeafState& leaf, Worker& worker,
                          const Loader::Load& load) {
  const Walker::VersionOf version_of = this->version_of(outlook, leaf);
  const auto known = std::find_if(leaf.walks.begin(), leaf.walks.end(), [&](const auto& walk) {
    return worker.walker.holds(*walk, *leaf.leaf, *leaf.list, version_of, leaf.supported);
  });
  if (known != leaf.walks.end()) {
    to_front(leaf.walks, known);
  } else if (auto other = renewed_walk(leaf, version_of, worker)) {
    keep(leaf.walks, std::make_shared<const Walk>(std::move(*other)));
  } else {
    std::vector<VersionId> missing;
    Walk walk = worker.walker.walk(*leaf.leaf, leaf.list, version_of, leaf.supported, missing,
                                   [&load](VersionId m) {
                                     return load({m, KnownFacts::Kind::packages});
                                   });
    if (std::find(missing.begin(), missing.end(), no_version) != missing.end()) {
      worker.incomplete.insert(leaf.leaf->name());
    }
    if (!missing.empty()) return;
    keep(leaf.walks, std::make_shared<const Walk>(std::move(walk)));
  }
  leaf.walk = leaf.walks.front();
}

std::optional<Walk> Evaluator::renewed_walk(const LeafState& leaf,
                                            const Walker::VersionOf& version_of, Worker& worker) {
  for (const std::shared_ptr<const Walk>& walk : leaf.walks) {
    if (std::optional<Walk> result =
            worker.walker.renewed(*walk, *leaf.leaf, leaf.list, version_of, leaf.supported)) {
      return result;
    }
  }
  return std::nullopt;
}

// enter notes what leaves need of modules that are not in their own build lists; whether any is
// new.
bool Evaluator::enter(const Outlook& outlook, LeafState& leaf) const {
  bool any = false;
  for (const PathId path : *leaf.walk->needed) {
    const VersionId at = Resolving::at(outlook.versions, path);
    const VersionId listed = leaf.list->at(path);
    const bool is_lower =
        at != no_version && (listed == no_version || resolving_.universe.is_higher(at, listed));
    if (is_lower && !leaf.own->contains(path)) any = leaf.newly_required.insert(path).second || any;
  }
  return any;
}

void Evaluator::load_go_mods(const std::vector<std::pair<const LeafState*, VersionId>>& modules) {
  loader_.compute(1, [&](std::size_t, unsigned worker, const Loader::Load& load) {
    Worker& at = *workers_[worker];
    at.failures.clear();
    for (const auto& [leaf, m] : modules) {
      if (checked_go_mod(*leaf, m, at)) continue;
      if (load({leaf->leaf->source(m).module, KnownFacts::Kind::summary}))
        checked_go_mod(*leaf, m, at);
    }
  });
  throw_failures();
}

void Evaluator::ask_for(const std::vector<KnownFacts::Question>& questions) {
  loader_.compute(1, [&](std::size_t, unsigned, const Loader::Load& load) {
    for (const KnownFacts::Question& question : questions) {
      if (!resolving_.facts.is_known(question)) load(question);
    }
  });
}

void Evaluator::load(const std::vector<KnownFacts::Question>& questions) {
  ask_for(questions);
  throw_failures();
}

void Evaluator::load_if_there(const std::vector<KnownFacts::Question>& questions) {
  ask_for(questions);
  std::erase_if(loader_.failures(), [](const Failure& failure) {
    try {
      std::rethrow_exception(failure.fault);
    } catch (const NotFoundError&) {
      return true;
    } catch (...) {
      return false;
    }
  });
  throw_failures();
}

void Evaluator::throw_failures() {
  std::vector<Failure> failures = std::exchange(loader_.failures(), {});
  IncompleteLeaves incomplete;
  for (const std::unique_ptr<Worker>& worker : workers_) {
    incomplete.names.merge(std::exchange(worker->incomplete, {}));
    failures.insert(failures.end(), worker->failures.begin(), worker->failures.end());
    worker->failures.clear();
  }
  if (!failures.empty()) give_up_(failures);
  if (!incomplete.names.empty()) throw incomplete;
}

}  // namespace goset::resolve
