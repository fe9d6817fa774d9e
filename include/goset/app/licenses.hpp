#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/licenses/expression.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// Licenses says under which licences programs are, and all that is built into them, as SPDX expressions.
struct Licenses {
  // Program is one with all that is built into it, on any platform of the set.
  struct Program {
    std::string name;
    std::string version;
    std::string own;         // of its own source; empty: none is known
    std::string expression;  // of everything of which something is known
  };
  // Item is a module, the source of a program, or Go's standard library.
  struct Item {
    std::string name;               // a path
    std::string version;            // empty for what has none
    std::string expression;         // empty: none is known
    std::set<std::string> unknown;  // files with a licence that is not recognised
    std::set<std::string> leaves;   // that are built from it
    bool is_allowed = true;
  };

  std::vector<Program> programs;  // by name
  std::vector<Item> items;        // by name and version
  bool has_list = false;          // of what is allowed

  bool is_all_allowed() const;
};

struct LicensesRequest {
  std::vector<std::string> leaves = {};         // none: all
  std::optional<licenses::Terms> allowed = {};  // else everything
};

// licenses_of tells what the lock knows; nothing is read or asked for. Throws Error for a leaf that there is
// none of, and for a lock of a format without licences.
Licenses licenses_of(const Folder& folder, const Lock& lock, const LicensesRequest& request);

}  // namespace goset
