#pragma once

#include <map>
#include <string>
#include <vector>

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
// (https://go.dev/ref/mod#go-mod-file-replace): those of its go.mod, or of its go.work and of the
// go.mod of each module that this uses.
class Replacements {
 public:
  // add states a line of `file`; an empty `old.version` stands for every version. Files that bind
  // together are added one after the other, a go.work first. Of two lines for the same the first
  // stays.
  void add(const ModuleVersion& old, Replacement by, const std::string& file = "go.mod");
  // find returns what stands in for `m`: within a file, a line that names the version goes before
  // one that doesn't. Null if nothing does. Throws Error where two go.mod files contradict each
  // other, by Go's rule (cmd/go/internal/modload: replacementFrom).
  const Replacement* find(const ModuleVersion& m) const;

  bool empty() const { return lines_.empty(); }
  // lines returns those of all files.
  const std::map<ModuleVersion, Replacement>& lines() const { return lines_; }

 private:
  using Lines = std::map<ModuleVersion, Replacement>;
  struct File {
    std::string name;
    Lines lines;
  };
  Lines lines_;
  std::vector<File> files_;
};

}  // namespace goset
