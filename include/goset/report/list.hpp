#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/app/list.hpp"
#include "goset/set/unused.hpp"

namespace goset::list_output {

// A form is text of a line an item, or the JSON that docs/output.md describes.

// Of text, a leaf's own package has its module path alone.
std::string packages_text(const std::set<listing::Package>& packages);
std::string packages_json(const std::set<listing::Package>& packages);

// Text has each path and version once; JSON has hashes and leaves too.
std::string modules_text(const std::vector<listing::Module>& modules);
std::string modules_json(const std::vector<listing::Module>& modules);

std::string tracks_text(const std::vector<listing::Track>& tracks);
std::string tracks_json(const std::vector<listing::Track>& tracks);

// A build list is version by path.
std::string build_list_text(const std::map<std::string, std::string>& versions);
std::string build_list_json(const std::map<std::string, std::string>& versions);

std::string unused_text(const std::vector<Unused>& decisions);
std::string unused_json(const std::vector<Unused>& decisions);

}  // namespace goset::list_output
