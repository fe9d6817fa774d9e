#pragma once

#include <string>

#include "goset/app/tree.hpp"
#include "goset/escape/dot.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/report/paint.hpp"

namespace goset::tree_output {

// text draws each root with all that it leads to. A node's own edges are drawn once below a root;
// where it comes again it is marked.
TerminalText text(const Tree& tree, const Paint& paint);

// json is described in docs/output.md; dot is for Graphviz.
JsonText json(const Tree& tree);
DotText dot(const Tree& tree);

}  // namespace goset::tree_output
