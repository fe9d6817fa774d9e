#pragma once

#include <map>
#include <set>
#include <string>

namespace goset {

// License is what the files of a module say of its licence, as SPDX expressions.
struct License {
  std::string expression;                     // of the files in its root; empty if none is known
  std::map<std::string, std::string> nearer;  // by directory, of those below
  std::set<std::string> unknown;              // files with a licence that is not recognised

  friend bool operator==(const License&, const License&) = default;
};

}  // namespace goset
