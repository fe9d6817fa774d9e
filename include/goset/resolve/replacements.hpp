#pragma once

#include <map>
#include <string>

#include "goset/go/module.hpp"

namespace goset {

// Replacement is what stands in for a module version: another module version, or a directory of
// the leaf's own source.
struct Replacement {
  ModuleVersion module;
  std::string directory;  // relative to the leaf's directory; empty for a module

  bool is_directory() const { return !directory.empty(); }
  // str prints it as a go.mod does.
  std::string str() const;
  friend bool operator==(const Replacement&, const Replacement&) = default;
};

// Replacements are the replace lines that bind in one leaf
// (https://go.dev/ref/mod#go-mod-file-replace).
class Replacements {
 public:
  // add states one; an empty `old.version` stands for every version. What was added first stays.
  void add(const ModuleVersion& old, Replacement by);
  // find returns what stands in for `m`: a line that names the version goes before one that
  // doesn't. Null if nothing does.
  const Replacement* find(const ModuleVersion& m) const;

  bool empty() const { return lines_.empty(); }
  const std::map<ModuleVersion, Replacement>& lines() const { return lines_; }

 private:
  std::map<ModuleVersion, Replacement> lines_;
};

}  // namespace goset
