#pragma once

#include <set>
#include <string>
#include <vector>

#include "goset/app/list.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/set/unused.hpp"

namespace goset::list_output {

// text has a line an item; json is described in docs/output.md.

// Of text, a leaf's own package has its module path alone.
TerminalText text(const std::set<listing::Package>& packages);
JsonText json(const std::set<listing::Package>& packages);

// Text has each path and version once; JSON has hashes and leaves too.
TerminalText text(const std::vector<listing::Module>& modules);
JsonText json(const std::vector<listing::Module>& modules);

TerminalText text(const std::vector<listing::Program>& programs);
JsonText json(const std::vector<listing::Program>& programs);

TerminalText text(const std::vector<listing::Track>& tracks);
JsonText json(const std::vector<listing::Track>& tracks);

TerminalText text(const listing::BuildList& versions);
JsonText json(const listing::BuildList& versions);

TerminalText text(const std::vector<Unused>& decisions);
JsonText json(const std::vector<Unused>& decisions);

}  // namespace goset::list_output
