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
  if (const auto found = path_ids_.find(text); found != path_ids_.end()) return found->second;
  const PathId id{static_cast<std::uint32_t>(paths_.size())};
  Path& added = paths_.emplace_back();
  added.text = text;
  added.prefix = prefix(text);
  path_ids_.emplace(added.text, id);
  module_at_[added.prefix] = id;
  return id;
}

std::optional<PathId> Universe::known_path(std::string_view text) const {
  const auto found = path_ids_.find(text);
  return found == path_ids_.end() ? std::nullopt : std::optional(found->second);
}

VersionId Universe::version(const ModuleVersion& m) {
  const PathId path_id = path(m.path);
  Path& path = paths_[index(path_id)];
  if (const auto found = path.versions.find(m.version); found != path.versions.end()) {
    return found->second;
  }
  versions_.push_back(m);
  const VersionId id = places_.add({path_id, 0});
  path.versions.emplace(versions_.back().version, id);
  rank(path, id);
  return id;
}

std::optional<VersionId> Universe::known_version(const ModuleVersion& m) const {
  const std::optional<PathId> path = known_path(m.path);
  if (!path) return std::nullopt;
  const auto& versions = paths_[index(*path)].versions;
  const auto found = versions.find(m.version);
  return found == versions.end() ? std::nullopt : std::optional(found->second);
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

PrefixId Universe::prefix(std::string_view text) {
  if (const auto found = prefix_ids_.find(text); found != prefix_ids_.end()) return found->second;
  prefixes_.emplace_back(text);
  const PrefixId id = module_at_.add(no_path);
  prefix_ids_.emplace(prefixes_.back(), id);
  return id;
}

ImportId Universe::import(std::string_view path) {
  if (const auto found = import_ids_.find(path); found != import_ids_.end()) return found->second;
  const ImportId id{static_cast<std::uint32_t>(imports_.size())};
  Import& import = imports_.emplace_back();
  import.path = path;
  const std::string_view text = import.path;
  import_ids_.emplace(text, id);
  import.is_std_named = std_packages::is_reserved(text);
  import.is_std = import.is_std_named && std_packages::has(text, configurations_.go_minor());
  for (std::string_view rest = text;;) {
    import.prefixes.push_back({prefix(rest), static_cast<std::uint32_t>(rest.size())});
    const std::size_t slash = rest.rfind('/');
    if (slash == std::string_view::npos) break;
    rest = rest.substr(0, slash);
  }
  // What has an element "internal" is for those at or below the parent of the last such element.
  // Rule: https://go.dev/doc/go1.4#internalpackages; cmd/go/internal/load: disallowInternal.
  constexpr std::string_view element = "/internal/";
  const std::string bounded = "/" + import.path + "/";
  const std::size_t at = bounded.rfind(element);
  if (at != std::string::npos && at != 0) import.internal_to = prefix(text.substr(0, at - 1));
  return id;
}

std::optional<ImportId> Universe::known_import(std::string_view path) const {
  const auto found = import_ids_.find(path);
  return found == import_ids_.end() ? std::nullopt : std::optional(found->second);
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
