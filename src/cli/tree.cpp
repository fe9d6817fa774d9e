#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"
#include "terminal.hpp"

// The modules of a lock as a graph: an edge is an import on some platform, not a require line.

namespace goset::cli {

namespace {

struct TreeOptions {
  std::string leaf;
  std::string invert;
  std::string format = "text";
};

// Node is a leaf, or a module at a version; tracks may have a path in several.
struct Node {
  bool is_leaf = false;
  std::string name;
  std::string version;
  friend auto operator<=>(const Node&, const Node&) = default;
  std::string str() const { return version.empty() ? name : name + " " + version; }
};

using Edges = std::map<Node, std::set<Node>>;

// Builder reads the edges that the leaves see, each through its track.
class Builder {
 public:
  explicit Builder(const Lock& lock)
      : set_(lock.set), graph_(set_graph::of(lock.set, Configurations::of(lock))) {}

  Edges edges(const std::string& only_leaf) {
    for (const auto& [name, leaf] : set_.leaves) {
      if (!only_leaf.empty() && name != only_leaf) continue;
      const SetGraph::Leaf& unit = graph_.leaves.at(name);
      const Node node{true, name, leaf.version};
      edges_[node];
      scope_ = unit.scope;
      track_ = leaf.track;
      follow(node, unit);
      for (const auto& [path, packages] : unit.private_packages) {
        const Node to = module(path);  // which may have no part: then nothing else leads there
        edges_[to];
        edges_[node].insert(to);
      }
    }
    return std::move(edges_);
  }

 private:
  Node module(const std::string& path) const {
    const SetModule& m = *set_graph::module(set_, track_, path);
    return {false, path, m.version};
  }

  void follow(const Node& from, const SetGraph::Unit& unit) {
    for (const auto& [key, mask] : unit.dependencies) {
      const Node to = module(set_graph::path_of(key));
      edges_[to];
      if (to != from) edges_[from].insert(to);
      if (!seen_[scope_].insert(key).second) continue;
      if (const SetGraph::Unit* const next = graph_.find(scope_, key)) follow(to, *next);
    }
  }

  const GoSet& set_;
  const SetGraph graph_;
  std::string scope_;
  std::string track_;
  std::map<std::string, std::set<std::string>> seen_;  // by scope, keys that were followed
  Edges edges_;
};

Edges inverted(const Edges& edges) {
  Edges result;
  for (const auto& [from, targets] : edges) {
    result[from];
    for (const Node& to : targets) result[to].insert(from);
  }
  return result;
}

// TextTree prints each node with what it leads to, once; later it is marked.
class TextTree {
 public:
  TextTree(const Edges& edges, const Paint& paint) : edges_(edges), paint_(paint) {}

  void print(const Node& root) {
    fmt::print("{}\n", shown(root));
    below(root, "");
  }

 private:
  void below(const Node& node, const std::string& indent) {
    const std::set<Node>& targets = edges_.at(node);
    std::size_t left = targets.size();
    for (const Node& to : targets) {
      const bool is_last = --left == 0;
      const bool is_new = printed_.insert(to).second;
      const bool again = !is_new && !edges_.at(to).empty();
      fmt::print("{}{} {}{}{}\n", indent, is_last ? "└─" : "├─", to.is_leaf ? "leaf " : "",
                 shown(to), again ? paint_.faint(" (above)") : "");
      if (is_new) below(to, indent + (is_last ? "   " : "│  "));
    }
  }

  std::string shown(const Node& node) const {
    const std::string name = node.is_leaf ? paint_.strong(node.name) : node.name;
    return node.version.empty() ? name : name + " " + paint_.faint(node.version);
  }

  const Edges& edges_;
  const Paint& paint_;
  std::set<Node> printed_;
};

void print_json(const Edges& edges) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [node, targets] : edges) {
    nlohmann::ordered_json entry{{"kind", node.is_leaf ? "leaf" : "module"}, {"name", node.name}};
    if (!node.version.empty()) entry["version"] = node.version;
    entry["to"] = nlohmann::ordered_json::array();
    for (const Node& to : targets) entry["to"].push_back(to.str());
    list.push_back(std::move(entry));
  }
  fmt::print("{}\n", list.dump(1));
}

void print_dot(const Edges& edges) {
  fmt::print("digraph goset {{\n  node [shape=box];\n");
  for (const auto& [node, targets] : edges) {
    if (node.is_leaf) fmt::print("  \"{}\" [style=bold];\n", node.str());
    for (const Node& to : targets) fmt::print("  \"{}\" -> \"{}\";\n", node.str(), to.str());
  }
  fmt::print("}}\n");
}

// reachable keeps of a graph what some nodes lead to.
Edges reachable(const Edges& edges, const std::vector<Node>& from) {
  Edges result;
  std::vector<Node> queue = from;
  while (!queue.empty()) {
    const Node node = std::move(queue.back());
    queue.pop_back();
    if (!result.emplace(node, edges.at(node)).second) continue;
    queue.insert(queue.end(), edges.at(node).begin(), edges.at(node).end());
  }
  return result;
}

int tree(const Options& options, const TreeOptions& tree) {
  const Folder folder(options.directory);
  const Lock lock = need_lock(folder);
  if (!tree.leaf.empty()) locked_leaf(folder, lock, tree.leaf);
  Edges edges = Builder(lock).edges(tree.leaf);
  std::vector<Node> roots;
  for (const auto& [node, targets] : edges) {
    if (tree.invert.empty() ? node.is_leaf : !node.is_leaf && node.name == tree.invert) {
      roots.push_back(node);
    }
  }
  if (!tree.invert.empty()) {
    if (roots.empty()) {
      Error error(fmt::format("{}: no {} uses it", tree.invert,
                              tree.leaf.empty() ? "leaf" : "package of leaf " + tree.leaf));
      add_suggestion(error, tree.invert, lock.set.modules);
      error.add_note("`goset list` names the modules of the set");
      throw error;
    }
    edges = inverted(edges);
  }
  edges = reachable(edges, roots);
  if (tree.format == "json") {
    print_json(edges);
  } else if (tree.format == "dot") {
    print_dot(edges);
  } else {
    const Paint paint(options.color, stdout);
    for (const Node& root : roots) TextTree(edges, paint).print(root);
  }
  return exit_ok;
}

}  // namespace

void add_tree(CLI::App& app, Run& run) {
  auto options = std::make_shared<TreeOptions>();
  CLI::App* const command =
      app.add_subcommand("tree", "Show which modules programs are built from");
  command->add_option("--leaf", options->leaf, "of this program only")->type_name("NAME");
  command->add_option("--invert", options->invert, "who uses it: modules and programs, all the way")
      ->type_name("MODULE");
  add_choice(*command, "--format", options->format, {"text", "json", "dot"},
             "text, json or dot (for Graphviz)")
      ->type_name("FORMAT");
  command->footer(
      "Modules are connected by the imports of needed packages, on any platform.\n"
      "\n"
      "Examples:\n"
      "  goset tree --leaf fzf\n"
      "  goset tree --invert golang.org/x/crypto");
  command->callback([&run, options] {
    run = [options](const Options& global) { return tree(global, *options); };
  });
}

}  // namespace goset::cli
