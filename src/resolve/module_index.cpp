#include "goset/resolve/module_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"

namespace goset {

ModuleIndex::Path& ModuleIndex::path(const std::string& path) {
  const auto [entry, is_new] = paths_.try_emplace(path);
  if (is_new) entry->second.id = static_cast<Id>(paths_.size() - 1);
  return entry->second;
}

ModuleIndex::Id ModuleIndex::path_id(const std::string& path) {
  return this->path(path).id;
}

ModuleIndex::Id ModuleIndex::id(const ModuleVersion& m) {
  Path& path = this->path(m.path);
  const auto [entry, is_new] = path.ids.try_emplace(m.version, static_cast<Id>(entries_.size()));
  if (is_new) {
    entries_.push_back({m, path.id, 0, nullptr});
    rank(path, entry->second);
  }
  return entry->second;
}

// rank puts a version among the others of its path; equal ones share a rank.
void ModuleIndex::rank(Path& path, Id added) {
  const std::string& version = entries_[added].module.version;
  const auto at = std::lower_bound(path.ordered.begin(), path.ordered.end(), version,
                                   [this](Id other, const std::string& v) {
                                     return semver::compare(entries_[other].module.version, v) < 0;
                                   });
  std::uint32_t& rank = entries_[added].rank;
  if (at == path.ordered.end()) {
    rank = at == path.ordered.begin() ? 0 : entries_[path.ordered.back()].rank + 1;
  } else {
    rank = entries_[*at].rank;
    if (semver::compare(entries_[*at].module.version, version) != 0) {
      std::for_each(at, path.ordered.end(), [this](Id other) { ++entries_[other].rank; });
    }
  }
  path.ordered.insert(at, added);
}

const ModuleIndex::GoMod* ModuleIndex::go_mod(Id id) {
  if (const GoMod* const known = entries_[id].go_mod.get()) return known;
  const ModSummary* const summary = summaries_(entries_[id].module);
  if (!summary) return nullptr;
  auto go_mod = std::make_unique<GoMod>();
  go_mod->pruned = summary->pruned();
  for (const ModuleVersion& r : summary->require) go_mod->require.push_back(this->id(r));
  return (entries_[id].go_mod = std::move(go_mod)).get();
}

}  // namespace goset
