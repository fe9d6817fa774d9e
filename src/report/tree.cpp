#include "goset/report/tree.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "json_text.hpp"

namespace goset::tree_output {

namespace {

using Node = Tree::Node;

// Drawing is the text of one root.
class Drawing {
 public:
  Drawing(const Tree::Edges& edges, const Paint& paint) : edges_(edges), paint_(paint) {}

  TerminalText of(const Node& root) {
    out_.add("{}\n", shown(root));
    below(root, TerminalText());
    return std::move(out_);
  }

 private:
  void below(const Node& node, const TerminalText& indent) {
    const std::set<Node>& targets = edges_.at(node);
    std::size_t left = targets.size();
    for (const Node& to : targets) {
      const bool is_last = --left == 0;
      const bool is_new = drawn_.insert(to).second;
      const bool again = !is_new && !edges_.at(to).empty();
      out_.add("{}{} {}{}{}\n", indent, is_last ? "└─" : "├─", to.is_leaf ? "leaf " : "", shown(to),
               again ? paint_.faint(" (above)") : TerminalText());
      if (is_new) below(to, TerminalText::format("{}{}", indent, is_last ? "   " : "│  "));
    }
  }

  TerminalText shown(const Node& node) const {
    TerminalText name = node.is_leaf ? paint_.strong(node.name) : TerminalText::of(node.name);
    return node.version.empty() ? name : name.add(" {}", paint_.faint(node.version));
  }

  const Tree::Edges& edges_;
  const Paint& paint_;
  std::set<Node> drawn_;
  TerminalText out_;
};

}  // namespace

TerminalText text(const Tree& tree, const Paint& paint) {
  TerminalText out;
  for (const Node& root : tree.roots) out += Drawing(tree.edges, paint).of(root);
  return out;
}

JsonText json(const Tree& tree) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [node, targets] : tree.edges) {
    nlohmann::ordered_json entry{{"kind", node.is_leaf ? "leaf" : "module"}, {"name", node.name}};
    if (!node.version.empty()) entry["version"] = node.version;
    entry["to"] = nlohmann::ordered_json::array();
    for (const Node& to : targets) entry["to"].push_back(to.str());
    list.push_back(std::move(entry));
  }
  return json_text(list);
}

DotText dot(const Tree& tree) {
  DotText out = DotText::format("digraph goset {{\n  node [shape=box];\n");
  for (const auto& [node, targets] : tree.edges) {
    if (node.is_leaf) out.add("  \"{}\" [style=bold];\n", node.str());
    for (const Node& to : targets) {
      out.add("  \"{}\" -> \"{}\";\n", node.str(), to.str());
    }
  }
  return out.add("}}\n");
}

}  // namespace goset::tree_output
