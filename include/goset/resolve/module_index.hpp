#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "goset/model/mod_summary.hpp"

namespace goset {

// ModSummaries gives the summary of a module version, or of what replaces it; null while it is not
// known.
using ModSummaries = std::function<const ModSummary*(const ModuleVersion&)>;

// ModuleIndex numbers module versions and keeps by these numbers what their go.mod files require.
// A set loads hundreds of graphs over the same few thousand modules: with an index between them
// they compare numbers, and each text once.
class ModuleIndex {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = ~Id{0};

  explicit ModuleIndex(ModSummaries summaries) : summaries_(std::move(summaries)) {}

  // id returns the number of a module version; path_id that of a path, for which all versions of it
  // have the same. Both count from 0.
  Id id(const ModuleVersion& m);
  Id path_id(const std::string& path);
  Id path_id(Id id) const { return entries_[id].path; }
  const ModuleVersion& module(Id id) const { return entries_[id].module; }

  // is_higher reports whether `a` is the higher one of two versions of one path, as semver::compare
  // says.
  bool is_higher(Id a, Id b) const { return entries_[a].rank > entries_[b].rank; }

  struct GoMod {
    bool pruned = false;  // see ModSummary::pruned
    std::vector<Id> require;
  };
  // go_mod returns what the go.mod of a module version says; null while that is not known. It stays
  // where it is.
  const GoMod* go_mod(Id id);

 private:
  struct Entry {
    ModuleVersion module;
    Id path;
    std::uint32_t rank = 0;  // grows with the version, among those of the path
    std::unique_ptr<GoMod> go_mod;
  };
  struct Path {
    Id id;
    std::map<std::string, Id> ids;  // by version
    std::vector<Id> ordered;        // by semver
  };
  Path& path(const std::string& path);
  void rank(Path& path, Id added);

  ModSummaries summaries_;
  std::deque<Entry> entries_;
  std::map<std::string, Path> paths_;
};

}  // namespace goset
