#include "goset/report/tree.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace goset::tree_output {

namespace {

using Node = Tree::Node;

// Drawing is the text of one root.
class Drawing {
 public:
  Drawing(const Tree::Edges& edges, const Paint& paint) : edges_(edges), paint_(paint) {}

  std::string of(const Node& root) {
    out_ = shown(root) + "\n";
    below(root, "");
    return std::move(out_);
  }

 private:
  void below(const Node& node, const std::string& indent) {
    const std::set<Node>& targets = edges_.at(node);
    std::size_t left = targets.size();
    for (const Node& to : targets) {
      const bool is_last = --left == 0;
      const bool is_new = drawn_.insert(to).second;
      const bool again = !is_new && !edges_.at(to).empty();
      out_ += fmt::format("{}{} {}{}{}\n", indent, is_last ? "└─" : "├─", to.is_leaf ? "leaf " : "",
                          shown(to), again ? paint_.faint(" (above)") : "");
      if (is_new) below(to, indent + (is_last ? "   " : "│  "));
    }
  }

  std::string shown(const Node& node) const {
    const std::string name = node.is_leaf ? paint_.strong(node.name) : node.name;
    return node.version.empty() ? name : name + " " + paint_.faint(node.version);
  }

  const Tree::Edges& edges_;
  const Paint& paint_;
  std::set<Node> drawn_;
  std::string out_;
};

}  // namespace

std::string text(const Tree& tree, const Paint& paint) {
  std::string out;
  for (const Node& root : tree.roots) out += Drawing(tree.edges, paint).of(root);
  return out;
}

std::string json(const Tree& tree) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [node, targets] : tree.edges) {
    nlohmann::ordered_json entry{{"kind", node.is_leaf ? "leaf" : "module"}, {"name", node.name}};
    if (!node.version.empty()) entry["version"] = node.version;
    entry["to"] = nlohmann::ordered_json::array();
    for (const Node& to : targets) entry["to"].push_back(to.str());
    list.push_back(std::move(entry));
  }
  return list.dump(1) + "\n";
}

std::string dot(const Tree& tree) {
  std::string out = "digraph goset {\n  node [shape=box];\n";
  for (const auto& [node, targets] : tree.edges) {
    if (node.is_leaf) out += fmt::format("  \"{}\" [style=bold];\n", node.str());
    for (const Node& to : targets) {
      out += fmt::format("  \"{}\" -> \"{}\";\n", node.str(), to.str());
    }
  }
  return out + "}\n";
}

}  // namespace goset::tree_output
