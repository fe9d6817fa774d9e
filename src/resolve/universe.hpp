#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/go/module.hpp"
#include "goset/model/shared_text.hpp"
#include "goset/model/string_ids.hpp"
#include "goset/model/text_store.hpp"
#include "goset/resolve/ids.hpp"

namespace goset::resolve {

// Universe numbers every text that a resolution meets, so that the algorithms compare and index
// numbers. It grows while facts arrive, on one thread; in between many threads may read it.
class Universe {
 public:
  // `tag_sets` are the build tags of all leaves; the first is empty.
  Universe(const Configurations& configurations, std::vector<std::set<std::string>> tag_sets);
  Universe(const Universe&) = delete;
  Universe& operator=(const Universe&) = delete;

  // --- modules
  PathId path(std::string_view text);
  std::optional<PathId> known_path(std::string_view text) const;
  const std::string& text(PathId path) const { return paths_[index(path)].text; }
  std::size_t path_count() const { return paths_.size(); }

  VersionId version(const ModuleVersion& m);
  std::optional<VersionId> known_version(const ModuleVersion& m) const;
  const ModuleVersion& module(VersionId version) const { return versions_[index(version)]; }
  PathId path_of(VersionId version) const { return places_[version].path; }
  std::size_t version_count() const { return versions_.size(); }
  // is_higher compares two versions of one path as semver::compare does.
  bool is_higher(VersionId a, VersionId b) const { return places_[a].rank > places_[b].rank; }

  // --- packages
  // Prefix is an import path up to some slash.
  struct Prefix {
    PrefixId id;
    std::uint32_t length;
  };
  struct Import {
    SharedText path;
    bool is_std_named = false;  // no dot in the first element
    bool is_std = false;        // and the standard library has it
    bool is_malformed = false;  // the go command refuses it wherever it leads
    // For an import of an internal package: who may import it lies at or below this.
    PrefixId internal_to = no_prefix;
    std::vector<Prefix> prefixes;  // longest first: the whole path, then one element less

    // directory is where it lies in a module whose path is that prefix.
    std::string_view directory(const Prefix& prefix) const {
      if (prefix.length == path.str().size()) return ".";
      return std::string_view(path.str()).substr(prefix.length + 1);
    }
  };
  ImportId import(std::string_view path);
  std::optional<ImportId> known_import(std::string_view path) const;
  const Import& import(ImportId id) const { return imports_[index(id)]; }
  std::size_t import_count() const { return imports_.size(); }
  std::size_t prefix_count() const { return module_at_.size(); }
  // module_at returns the module path that a prefix is; no_path if no module is called so.
  PathId module_at(PrefixId prefix) const { return module_at_[prefix]; }
  // number_package numbers packages of module versions: 0, 1, and so on.
  std::uint32_t number_package() { return packages_++; }
  std::size_t package_count() const { return packages_; }
  // may_import reports whether `importer` is open to `import`, as far as internal packages go.
  bool may_import(ImportId importer, ImportId import) const;

  // --- constraints
  ConstraintId constraint(const BuildConstraint& constraint);
  const BuildConstraint& constraint(ConstraintId id) const { return constraints_[index(id)]; }
  ConfigMask mask(ConstraintId constraint, TagSetId tags) const {
    return masks_[index(tags)][index(constraint)];
  }
  const std::set<std::string>& tags(TagSetId tags) const { return tag_sets_[index(tags)]; }
  TagSetId tag_set(const std::set<std::string>& tags) const;
  const Configurations& configurations() const { return configurations_; }

 private:
  struct Path {
    std::string text;
    std::vector<std::pair<StringIds::Id, VersionId>>
        versions;                    // by version text; few, in any order
    std::vector<VersionId> ordered;  // by semver
  };
  static constexpr ImportId no_import{~0U};
  // A prefix is numbered as its text. It may be the path of a module, and an import.
  struct PrefixPlace {
    PrefixId parent = no_prefix;  // one element less
    std::uint32_t length = 0;
    ImportId import = no_import;
  };
  PrefixId prefix(std::string_view text);
  VersionId version_of(const Path& path, std::string_view text) const;
  void rank(Path& path, VersionId added);

  const Configurations configurations_;
  std::vector<std::set<std::string>> tag_sets_;

  TextStore texts_;
  StringIds prefix_ids_;
  Table<PrefixId, PrefixPlace> prefixes_;
  Table<PrefixId, PathId> module_at_;

  std::deque<Path> paths_;
  StringIds version_texts_;
  std::deque<ModuleVersion> versions_;
  struct Place {
    PathId path;
    std::uint32_t rank;  // grows with the version, among those of the path
  };
  Table<VersionId, Place> places_;

  std::deque<Import> imports_;
  std::uint32_t packages_ = 0;

  std::deque<BuildConstraint> constraints_;
  std::unordered_map<std::string, ConstraintId> constraint_ids_;
  std::vector<std::vector<ConfigMask>> masks_;  // by tag set, then constraint
};

}  // namespace goset::resolve
