#pragma once

#include <set>
#include <string>
#include <vector>

#include "goset/app/list.hpp"
#include "goset/set/unused.hpp"

namespace goset::list_output {

// text has a line an item; json is described in docs/output.md.

// Of text, a leaf's own package has its module path alone.
std::string text(const std::set<listing::Package>& packages);
std::string json(const std::set<listing::Package>& packages);

// Text has each path and version once; JSON has hashes and leaves too.
std::string text(const std::vector<listing::Module>& modules);
std::string json(const std::vector<listing::Module>& modules);

std::string text(const std::vector<listing::Track>& tracks);
std::string json(const std::vector<listing::Track>& tracks);

std::string text(const listing::BuildList& versions);
std::string json(const listing::BuildList& versions);

std::string text(const std::vector<Unused>& decisions);
std::string json(const std::vector<Unused>& decisions);

}  // namespace goset::list_output
