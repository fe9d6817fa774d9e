#pragma once

#include <string>

#include "goset/app/tree.hpp"
#include "goset/report/paint.hpp"

namespace goset::tree_output {

// text draws each root with all that it leads to. A node's own edges are drawn once below a root;
// where it comes again it is marked.
std::string text(const Tree& tree, const Paint& paint);

// json is described in docs/output.md; dot is for Graphviz.
std::string json(const Tree& tree);
std::string dot(const Tree& tree);

}  // namespace goset::tree_output
