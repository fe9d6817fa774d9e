#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/store/lock.hpp"

namespace goset {

// Tree is the modules of a lock as a graph: an edge is an import of a needed package on some
// platform, not a require line.
struct Tree {
  // Node is a leaf, or a module at a version; tracks may have a path in several.
  struct Node {
    bool is_leaf = false;
    std::string name;
    std::string version;
    friend auto operator<=>(const Node&, const Node&) = default;
    std::string str() const { return version.empty() ? name : name + " " + version; }
  };
  using Edges = std::map<Node, std::set<Node>>;

  Edges edges;              // of all that the roots lead to
  std::vector<Node> roots;  // leaves, or the module whose users these are

  // cut leaves out what is further from every root than so many edges.
  void cut(std::size_t depth);

  // below returns what the leaves, or one of them, are built from.
  static Tree below(const Lock& lock, const std::string& leaf = "");
  // users returns everything that depends on a module, up to the leaves, or to one of them. Throws
  // Error if nothing depends on it.
  static Tree users(const Lock& lock, const std::string& module, const std::string& leaf = "");
};

}  // namespace goset
