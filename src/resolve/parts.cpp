#include "goset/resolve/parts.hpp"

#include <algorithm>
#include <functional>
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

using ModuleEdges = std::map<std::string, std::set<std::string>>;

// components returns the strongly connected components of the module graph (Tarjan).
class Components {
 public:
  explicit Components(const ModuleEdges& edges) : edges_(edges) {
    for (const auto& [module, unused] : edges) {
      if (!state_.contains(module)) visit(module);
    }
  }
  std::vector<std::vector<std::string>> result;

 private:
  struct State {
    std::size_t index;
    std::size_t low;
    bool on_stack;
  };

  void visit(const std::string& module) {
    // An explicit stack: a set may hold thousands of modules in one line of imports.
    struct Frame {
      std::string module;
      std::set<std::string>::const_iterator next;
    };
    std::vector<Frame> frames;
    const auto enter = [&](const std::string& m) {
      state_[m] = {state_.size(), state_.size(), true};
      state_[m].index = state_[m].low = count_++;
      stack_.push_back(m);
      frames.push_back({m, edges_.at(m).begin()});
    };
    enter(module);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      State& state = state_.at(frame.module);
      if (frame.next != edges_.at(frame.module).end()) {
        const std::string& target = *frame.next++;
        const auto known = state_.find(target);
        if (known == state_.end()) {
          enter(target);
        } else if (known->second.on_stack) {
          state.low = std::min(state.low, known->second.index);
        }
        continue;
      }
      if (state.low == state.index) pop_component(frame.module);
      const std::size_t low = state.low;
      frames.pop_back();
      if (!frames.empty()) {
        State& parent = state_.at(frames.back().module);
        parent.low = std::min(parent.low, low);
      }
    }
  }

  void pop_component(const std::string& root) {
    std::vector<std::string> component;
    while (true) {
      component.push_back(stack_.back());
      state_.at(stack_.back()).on_stack = false;
      stack_.pop_back();
      if (component.back() == root) break;
    }
    std::sort(component.begin(), component.end());
    result.push_back(std::move(component));
  }

  const ModuleEdges& edges_;
  std::map<std::string, State> state_;
  std::vector<std::string> stack_;
  std::size_t count_ = 0;
};

// schedule cuts the packages of the modules of one cycle into turns.
std::map<std::string, std::vector<Part>> schedule(
    const std::vector<std::string>& modules, const std::map<Package, std::set<Package>>& imports,
    const std::map<std::string, std::set<std::string>>& directories) {
  std::set<std::string> members(modules.begin(), modules.end());
  std::map<std::string, std::set<std::string>> left;
  for (const std::string& module : modules) left[module] = directories.at(module);
  const auto is_left = [&](const Package& p) {
    return members.contains(p.first) && left.at(p.first).contains(p.second);
  };
  // ready: the packages of `module` whose imports inside the cycle are done or ready themselves.
  const auto ready = [&](const std::string& module) {
    std::map<std::string, bool> known;
    const std::function<bool(const std::string&)> check = [&](const std::string& directory) {
      if (const auto found = known.find(directory); found != known.end()) return found->second;
      bool ok = true;
      for (const Package& import : imports.at({module, directory})) {
        if (!is_left(import)) continue;
        if (import.first != module || !check(import.second)) {
          ok = false;
          break;
        }
      }
      known[directory] = ok;
      return ok;
    };
    Part part;
    for (const std::string& directory : left.at(module)) {
      if (check(directory)) part.push_back(directory);
    }
    return part;
  };

  std::map<std::string, std::vector<Part>> result;
  while (!left.empty()) {
    std::string best;
    Part best_part;
    bool best_finishes = false;
    for (const auto& [module, rest] : left) {
      Part part = ready(module);
      const bool finishes = part.size() == rest.size();
      if (best.empty() || (finishes && !best_finishes) ||
          (finishes == best_finishes && part.size() > best_part.size())) {
        best = module;
        best_part = std::move(part);
        best_finishes = finishes;
      }
    }
    if (best_part.empty()) {
      // Packages in a cycle, which Go refuses: keep what is left in one part, Go will say why.
      best_part.assign(left.at(best).begin(), left.at(best).end());
    }
    for (const std::string& directory : best_part) left.at(best).erase(directory);
    if (left.at(best).empty()) {
      left.erase(best);
      members.erase(best);
    }
    result[best].push_back(std::move(best_part));
  }
  return result;
}

// divide makes parts from nothing.
Parts divide(const Imports& imports) {
  std::map<std::string, std::set<std::string>> directories;
  ModuleEdges edges;
  for (const auto& [package, targets] : imports) {
    directories[package.first].insert(package.second);
    std::set<std::string>& out = edges[package.first];
    for (const Package& target : targets) {
      if (target.first != package.first) out.insert(target.first);
    }
  }
  Parts result;
  for (const std::vector<std::string>& component : Components(edges).result) {
    if (component.size() == 1) {
      const std::set<std::string>& all = directories.at(component.front());
      result[component.front()] = {Part(all.begin(), all.end())};
    } else {
      result.merge(schedule(component, imports, directories));
    }
  }
  return result;
}

// keep takes from parts what is not imported any more, and parts at the end that had only that.
void keep(Parts& parts, const Imports& imports) {
  for (auto entry = parts.begin(); entry != parts.end();) {
    auto& [path, list] = *entry;
    for (Part& part : list) {
      std::erase_if(part, [&, &path = path](const std::string& directory) {
        return !imports.contains({path, directory});
      });
    }
    while (!list.empty() && list.back().empty()) list.pop_back();
    entry = list.empty() ? parts.erase(entry) : std::next(entry);
  }
}

// without returns the packages that are in no part, with what they import of one another.
Imports without(const Imports& imports, const Parts& parts) {
  std::set<Package> placed;
  for (const auto& [path, list] : parts) {
    for (const Part& part : list) {
      for (const std::string& directory : part) placed.insert({path, directory});
    }
  }
  Imports result;
  for (const auto& [package, targets] : imports) {
    if (placed.contains(package)) continue;
    std::set<Package>& out = result[package];
    std::set_difference(targets.begin(), targets.end(), placed.begin(), placed.end(),
                        std::inserter(out, out.end()));
  }
  return result;
}

}  // namespace

Parts split(const Imports& imports, Parts before) {
  keep(before, imports);
  while (true) {
    Parts result = before;
    for (auto& [path, list] : divide(without(imports, before))) {
      std::move(list.begin(), list.end(), std::back_inserter(result[path]));
    }
    if (before.empty()) return result;
    bool again = false;
    for (const std::string& path : cyclic_modules(imports, result)) {
      again = before.erase(path) > 0 || again;
    }
    if (!again) return result;
  }
}

std::set<std::string> cyclic_modules(const Imports& imports, const Parts& divided) {
  using Key = std::string;  // of a part
  std::map<Package, Key> key_of;
  std::map<Key, std::string> path_of;
  for (const auto& [path, list] : divided) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      Key key = path + "#" + std::to_string(i);
      for (const std::string& directory : list[i]) key_of[{path, directory}] = key;
      path_of.emplace(std::move(key), path);
    }
  }
  std::map<Key, std::set<Key>> edges;
  for (const auto& [package, targets] : imports) {
    const auto source = key_of.find(package);
    if (source == key_of.end()) continue;
    std::set<Key>& out = edges[source->second];
    for (const Package& target : targets) {
      const auto found = key_of.find(target);
      if (found != key_of.end() && found->second != source->second) out.insert(found->second);
    }
  }
  std::set<std::string> result;
  for (const std::vector<Key>& component : components(edges)) {
    if (component.size() == 1) continue;
    for (const Key& key : component) result.insert(path_of.at(key));
  }
  return result;
}

std::vector<std::vector<std::string>> components(
    const std::map<std::string, std::set<std::string>>& edges) {
  return Components(edges).result;
}

}  // namespace goset::parts
