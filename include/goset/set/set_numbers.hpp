#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "goset/model/go_set.hpp"
#include "goset/model/string_ids.hpp"

namespace goset {

// SetNumbers numbers all that a walk over a set touches, once for all leaves: module records,
// their packages, import paths and build constraints. It points into the set, which must stay.
struct SetNumbers {
  using Id = std::uint32_t;
  static constexpr Id none = StringIds::none;
  static constexpr Id always = 0;  // the constraint that holds everywhere

  // Record is one module: of the set, of a track, or of a leaf's own source.
  struct Record {
    Id path = none;                          // among `module_paths`
    const SetModule* shared = nullptr;       // null: a leaf's own
    const std::string* directory = nullptr;  // of a leaf's own module, in its source
    bool is_main = false;                    // a leaf's to build, not only to replace a module
    const std::vector<std::string>* ignore = nullptr;
    Id first = 0;  // of its packages, which are numbered by directory
    Id end = 0;
  };
  struct Package {
    const std::string* directory;
    const PackageFacts* facts;
    Id record;
    Id path;  // among `import_paths`; none: nobody imports it
    Id when;  // among `constraints`
    Id first_import;
  };
  struct Import {
    Id path;
    Id when;
  };

  explicit SetNumbers(const GoSet& set);

  std::span<const Import> imports_of(Id package) const {
    return {imports.data() + packages[package].first_import,
            imports.data() + packages[package + 1].first_import};
  }
  // providers returns the packages of any record with this import path, longest module path first.
  std::span<const Id> providers(Id import_path) const {
    return {providers_.data() + first_provider_[import_path],
            providers_.data() + first_provider_[import_path + 1]};
  }
  // is_own reports whether a package is of a leaf's own source.
  bool is_own(Id package) const { return package >= first_own_; }
  std::string import_path(Id package) const;
  // find returns the package in a directory of a record; none if there is none.
  Id find(const Record& record, const std::string& directory) const;

  StringIds module_paths;
  StringIds import_paths;
  std::vector<Record> records;
  std::vector<Package> packages;  // and one more that ends them
  std::vector<Import> imports;    // in the order of packages
  std::vector<BuildConstraint> constraints;
  std::map<std::string, std::vector<Id>> constraints_by_tag;  // that name the tag

  std::vector<Id> set_records;                           // by module path; none
  std::map<std::string, std::vector<Id>> track_records;  // by track
  std::vector<std::pair<Id, Id>> leaf_records;           // first and end, by leaf in their order

 private:
  void add_records(const GoSet& set);
  Id add_record(const std::string& path, Record record,
                const std::map<std::string, PackageFacts>& facts);
  void add_imports();
  void add_providers();
  Id add_constraint(const BuildConstraint& constraint);

  Id first_own_ = 0;  // leaves come last
  std::map<std::string, Id> constraint_texts_;
  std::unordered_map<const void*, Id> constraint_nodes_;
  std::vector<Id> first_provider_;
  std::vector<Id> providers_;
};
}  // namespace goset
