#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/set/leaf_walk.hpp"

namespace goset {

// BuiltIn says which modules leaves are compiled from, and which of these imports which: of each
// module the needed packages alone count, as in what `go version -m` says of a program.
class BuiltIn {
 public:
  struct Module {
    std::string path;
    const SetModule* shared = nullptr;  // in the set; null: it is of the leaf's own source
    std::string directory;              // then where it is there
    bool is_main = false;               // then that it is the leaf's to build
    std::set<std::size_t> imports;      // places of other modules in the list
  };

  // The set must stay.
  BuiltIn(const GoSet& set, const Configurations& configurations);

  // of lists them for a leaf with none of its optional tags, on these configurations: the leaf's own
  // first, then by path. Empty where nothing of it can be built. Throws Error as LeafWalk::run.
  std::vector<Module> of(const std::string& leaf, ConfigMask mask);

 private:
  std::vector<Module> modules(ConfigMask mask) const;

  const GoSet& set_;
  const SetNumbers numbers_;
  SetView view_;
  LeafWalk walk_;
  std::string track_;
};

}  // namespace goset
