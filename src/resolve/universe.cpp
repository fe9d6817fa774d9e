#include "universe.hpp"

#include <algorithm>

#include "goset/go/semver.hpp"
#include "goset/go/std_packages.hpp"

namespace goset::resolve {

Universe::Universe(const Configurations& configurations,
                   std::vector<std::set<std::string>> tag_sets)
    : configurations_(configurations), tag_sets_(std::move(tag_sets)), masks_(tag_sets_.size()) {
  constraint(BuildConstraint::always());
}

// --- modules ------------------------------------------------------------------------------------

PathId Universe::path(std::string_view text) {
  PathId& id = module_at_[prefix(text)];
  if (id == no_path) {
    id = static_cast<PathId>(paths_.size());
    paths_.emplace_back().text = text;
  }
  return id;
}

std::optional<PathId> Universe::known_path(std::string_view text) const {
  const StringIds::Id found = prefix_ids_.find(text);
  if (found == StringIds::none) return std::nullopt;
  const PathId id = module_at_[static_cast<PrefixId>(found)];
  return id == no_path ? std::nullopt : std::optional(id);
}

VersionId Universe::version(const ModuleVersion& m) {
  const PathId path_id = path(m.path);
  Path& path = paths_[index(path_id)];
  if (const VersionId known = version_of(path, m.version); known != no_version) return known;
  versions_.push_back(m);
  const VersionId id = places_.add({path_id, 0});
  path.versions.emplace_back(version_texts_.add(versions_.back().version), id);
  rank(path, id);
  return id;
}

std::optional<VersionId> Universe::known_version(const ModuleVersion& m) const {
  const std::optional<PathId> path = known_path(m.path);
  if (!path) return std::nullopt;
  const VersionId known = version_of(paths_[index(*path)], m.version);
  return known == no_version ? std::nullopt : std::optional(known);
}

VersionId Universe::version_of(const Path& path, std::string_view text) const {
  const StringIds::Id wanted = version_texts_.find(text);
  if (wanted == StringIds::none) return no_version;
  const auto found = std::find_if(path.versions.begin(), path.versions.end(),
                                  [wanted](const auto& entry) { return entry.first == wanted; });
  return found == path.versions.end() ? no_version : found->second;
}

// rank puts a version among the others of its path; equal ones share a rank.
void Universe::rank(Path& path, VersionId added) {
  const std::string& version = module(added).version;
  const auto at = std::lower_bound(path.ordered.begin(), path.ordered.end(), version,
                                   [this](VersionId other, const std::string& v) {
                                     return semver::compare(module(other).version, v) < 0;
                                   });
  if (at == path.ordered.end()) {
    places_[added].rank = path.ordered.empty() ? 0 : places_[path.ordered.back()].rank + 1;
  } else {
    places_[added].rank = places_[*at].rank;
    if (semver::compare(module(*at).version, version) != 0) {
      std::for_each(at, path.ordered.end(), [this](VersionId other) { ++places_[other].rank; });
    }
  }
  path.ordered.insert(at, added);
}

// --- packages -----------------------------------------------------------------------------------

// prefix numbers a text, and first all that it begins with.
PrefixId Universe::prefix(std::string_view text) {
  if (const StringIds::Id known = prefix_ids_.find(text); known != StringIds::none) {
    return static_cast<PrefixId>(known);
  }
  const std::size_t slash = text.rfind('/');
  const PrefixId parent =
      slash == std::string_view::npos ? no_prefix : prefix(text.substr(0, slash));
  prefix_ids_.add(texts_.add(text));
  module_at_.add(no_path);
  return prefixes_.add({parent, static_cast<std::uint32_t>(text.size()), no_import});
}

ImportId Universe::import(std::string_view path) {
  const PrefixId whole = prefix(path);
  if (const ImportId known = prefixes_[whole].import; known != no_import) return known;
  const ImportId id{static_cast<std::uint32_t>(imports_.size())};
  prefixes_[whole].import = id;
  Import& import = imports_.emplace_back();
  import.path = path;
  import.is_std_named = std_packages::is_reserved(path);
  import.is_std = import.is_std_named && std_packages::has(path, configurations_.go_minor());
  import.is_malformed = !module::is_buildable_import_path(path);
  import.prefixes.reserve(1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')));
  for (PrefixId at = whole; at != no_prefix; at = prefixes_[at].parent) {
    import.prefixes.push_back({at, prefixes_[at].length});
  }
  // What has an element "internal" is for those at or below the parent of the last such element.
  // Rule: https://go.dev/doc/go1.4#internalpackages; cmd/go/internal/load: disallowInternal.
  for (const Prefix& prefix : import.prefixes) {
    const PrefixId parent = prefixes_[prefix.id].parent;
    if (parent == no_prefix) break;
    if (path.substr(prefixes_[parent].length, prefix.length - prefixes_[parent].length) ==
        "/internal") {
      import.internal_to = parent;
      break;
    }
  }
  return id;
}

std::optional<ImportId> Universe::known_import(std::string_view path) const {
  const StringIds::Id found = prefix_ids_.find(path);
  if (found == StringIds::none) return std::nullopt;
  const ImportId id = prefixes_[static_cast<PrefixId>(found)].import;
  return id == no_import ? std::nullopt : std::optional(id);
}

bool Universe::may_import(ImportId importer, ImportId import) const {
  const PrefixId parent = this->import(import).internal_to;
  if (parent == no_prefix) return true;
  const std::vector<Prefix>& prefixes = this->import(importer).prefixes;
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [parent](const Prefix& prefix) { return prefix.id == parent; });
}

// --- constraints --------------------------------------------------------------------------------

ConstraintId Universe::constraint(const BuildConstraint& constraint) {
  if (constraint.is_always() && !constraints_.empty()) return ConstraintId{0};
  const ConstraintId next{static_cast<std::uint32_t>(constraints_.size())};
  const auto [entry, is_new] = constraint_ids_.emplace(constraint.str(), next);
  if (is_new) {
    constraints_.push_back(constraint);
    for (std::size_t i = 0; i < tag_sets_.size(); ++i) {
      masks_[i].push_back(configurations_.mask(constraint, tag_sets_[i]));
    }
  }
  return entry->second;
}

TagSetId Universe::tag_set(const std::set<std::string>& tags) const {
  const auto found = std::find(tag_sets_.begin(), tag_sets_.end(), tags);
  return static_cast<TagSetId>(found - tag_sets_.begin());
}

}  // namespace goset::resolve
