#include "goset/set/parts.hpp"

#include <algorithm>
#include <iterator>

// Modules may import each other in a cycle although packages never do: otel imports otel/trace,
// which imports otel/attribute, a package of otel. Such modules are compiled in turns. Within one
// cycle (a strongly connected component of the module graph) the turns are scheduled greedily: a
// package is ready when everything it imports from the other modules of the cycle has been
// scheduled; the module that can finish, or else has the most ready packages, goes next with all of
// them. Every turn takes at least one package, since package imports have no cycle, and a turn
// depends on earlier turns only. Greedy is not always the fewest parts, but close: otel and caddy's
// cloud modules come out with two each.
//
// Where a lock has parts already, only what is new is divided. An old part imports nothing that is
// new: its packages are the same as before, and so are their imports, all of them needed then. But
// a module at another version may import the other way round; then old parts can be in a cycle.

namespace goset::parts {

namespace {

constexpr Id none = ~Id{0};

void make_unique(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// Components finds the strongly connected components of a graph (Tarjan).
class Components {
 public:
  explicit Components(const std::vector<std::vector<Id>>& edges)
      : edges_(edges), states_(edges.size()) {
    for (Id node = 0; node < edges.size(); ++node) {
      if (states_[node].index == none) visit(node);
    }
  }
  std::vector<std::vector<Id>> result;

 private:
  struct State {
    Id index = none;
    Id low = none;
    bool on_stack = false;
  };

  void visit(Id root) {
    // An explicit stack: a set may hold thousands of modules in one line of imports.
    struct Frame {
      Id node;
      std::size_t next;
    };
    std::vector<Frame> frames;
    const auto enter = [&](Id node) {
      states_[node] = {count_, count_, true};
      ++count_;
      stack_.push_back(node);
      frames.push_back({node, 0});
    };
    enter(root);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      State& state = states_[frame.node];
      if (frame.next < edges_[frame.node].size()) {
        const Id target = edges_[frame.node][frame.next++];
        if (states_[target].index == none) {
          enter(target);
        } else if (states_[target].on_stack) {
          state.low = std::min(state.low, states_[target].index);
        }
        continue;
      }
      if (state.low == state.index) pop_component(frame.node);
      const Id low = state.low;
      frames.pop_back();
      if (!frames.empty()) {
        State& parent = states_[frames.back().node];
        parent.low = std::min(parent.low, low);
      }
    }
  }

  void pop_component(Id root) {
    std::vector<Id> component;
    while (component.empty() || component.back() != root) {
      component.push_back(stack_.back());
      states_[stack_.back()].on_stack = false;
      stack_.pop_back();
    }
    std::sort(component.begin(), component.end());
    result.push_back(std::move(component));
  }

  const std::vector<std::vector<Id>>& edges_;
  std::vector<State> states_;
  std::vector<Id> stack_;
  Id count_ = 0;
};

// Schedule cuts the packages of the modules of one cycle into turns.
class Schedule {
 public:
  // `left` has the packages of each module that are in no part yet, and `importers` who imports a
  // package.
  Schedule(const Packages& packages, std::vector<std::vector<Id>>& left,
           const std::vector<std::vector<Id>>& importers)
      : packages_(packages),
        left_(left),
        importers_(importers),
        is_left_(packages.modules.size()),
        states_(packages.modules.size()),
        is_member_(left.size()),
        ready_(left.size()),
        is_stale_(left.size()) {}

  void run(const std::vector<Id>& members, Division& division) {
    std::vector<Id> modules = members;
    for (const Id module : modules) {
      is_member_[module] = is_stale_[module] = true;
      for (const Id package : left_[module]) is_left_[package] = true;
    }
    while (!modules.empty()) {
      const Id best = next(modules);
      std::vector<Id> part = std::move(ready_[best]);
      // Packages in a cycle, which Go refuses: keep what is left in one part, Go will say why.
      if (part.empty()) part = left_[best];
      for (const Id package : part) {
        is_left_[package] = false;
        for (const Id importer : importers_[package]) is_stale_[packages_.modules[importer]] = true;
      }
      std::erase_if(left_[best], [&](Id package) { return !is_left_[package]; });
      is_stale_[best] = true;
      division[best].push_back(std::move(part));
      if (!left_[best].empty()) continue;
      modules.erase(std::find(modules.begin(), modules.end(), best));
      is_member_[best] = false;
    }
  }

 private:
  enum class State : char { unknown, entered, waits, ready };

  // next returns the module that can finish, or else has the most ready packages.
  Id next(const std::vector<Id>& modules) {
    Id best = none;
    bool best_finishes = false;
    for (const Id module : modules) {
      if (is_stale_[module]) find_ready(module);
      const std::size_t size = ready_[module].size();
      const bool finishes = size == left_[module].size();
      if (best == none || (finishes && !best_finishes) ||
          (finishes == best_finishes && size > ready_[best].size())) {
        best = module;
        best_finishes = finishes;
      }
    }
    return best;
  }

  // find_ready finds the packages whose imports inside the cycle are done or ready themselves.
  void find_ready(Id module) {
    is_stale_[module] = false;
    ready_[module].clear();
    for (const Id package : left_[module]) states_[package] = State::unknown;
    for (const Id package : left_[module]) {
      if (is_ready(package)) ready_[module].push_back(package);
    }
  }

  bool is_ready(Id package) {
    if (states_[package] != State::unknown) return states_[package] == State::ready;
    states_[package] = State::entered;
    bool ok = true;
    for (const Id import : packages_.imports[package]) {
      if (!is_left_[import]) continue;
      ok = packages_.modules[import] == packages_.modules[package] && is_ready(import);
      if (!ok) break;
    }
    states_[package] = ok ? State::ready : State::waits;
    return ok;
  }

  const Packages& packages_;
  std::vector<std::vector<Id>>& left_;
  const std::vector<std::vector<Id>>& importers_;
  std::vector<bool> is_left_;  // by package: it is in the cycle, and in no part yet
  std::vector<State> states_;  // by package
  std::vector<bool> is_member_;
  std::vector<std::vector<Id>> ready_;  // by module
  std::vector<bool> is_stale_;          // by module: what is ready has to be found again
};

// divide adds parts for the packages that are in none.
void divide(const Packages& packages, Division& division) {
  std::vector<bool> is_placed(packages.modules.size());
  for (const auto& list : division) {
    for (const std::vector<Id>& part : list) {
      for (const Id package : part) is_placed[package] = true;
    }
  }
  std::vector<std::vector<Id>> left(packages.module_count);
  std::vector<std::vector<Id>> edges(packages.module_count);
  std::vector<std::vector<Id>> importers(packages.modules.size());
  for (Id package = 0; package < packages.modules.size(); ++package) {
    if (is_placed[package]) continue;
    left[packages.modules[package]].push_back(package);
    for (const Id target : packages.imports[package]) {
      if (is_placed[target]) continue;
      importers[target].push_back(package);
      if (packages.modules[target] == packages.modules[package]) continue;
      edges[packages.modules[package]].push_back(packages.modules[target]);
    }
  }
  for (std::vector<Id>& targets : edges) make_unique(targets);
  Schedule schedule(packages, left, importers);
  for (const std::vector<Id>& component : components(edges)) {
    if (component.size() > 1) {
      schedule.run(component, division);
    } else if (std::vector<Id>& all = left[component.front()]; !all.empty()) {
      division[component.front()].push_back(std::move(all));
    }
  }
}

}  // namespace

Division split(const Packages& packages, Division before) {
  before.resize(packages.module_count);
  while (true) {
    Division result = before;
    divide(packages, result);
    bool again = false;
    for (const Id module : cyclic_modules(packages, result)) {
      again = again || !before[module].empty();
      before[module].clear();
    }
    if (!again) return result;
  }
}

std::vector<Id> cyclic_modules(const Packages& packages, const Division& divided) {
  std::vector<Id> part_of(packages.modules.size(), none);
  std::vector<Id> module_of;  // by part
  for (Id module = 0; module < divided.size(); ++module) {
    for (const std::vector<Id>& part : divided[module]) {
      for (const Id package : part) part_of[package] = static_cast<Id>(module_of.size());
      module_of.push_back(module);
    }
  }
  std::vector<std::vector<Id>> edges(module_of.size());
  for (Id package = 0; package < packages.modules.size(); ++package) {
    const Id source = part_of[package];
    if (source == none) continue;
    for (const Id target : packages.imports[package]) {
      if (part_of[target] != none && part_of[target] != source) {
        edges[source].push_back(part_of[target]);
      }
    }
  }
  for (std::vector<Id>& targets : edges) make_unique(targets);
  std::vector<Id> result;
  for (const std::vector<Id>& component : components(edges)) {
    if (component.size() == 1) continue;
    for (const Id part : component) result.push_back(module_of[part]);
  }
  make_unique(result);
  return result;
}

std::vector<std::vector<Id>> components(const std::vector<std::vector<Id>>& edges) {
  return Components(edges).result;
}

}  // namespace goset::parts
