#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "goset/facts/fact_source.hpp"
#include "goset/resolve/ids.hpp"
#include "universe.hpp"

namespace goset::resolve {

// GoMod is what resolution needs of a module version's go.mod, in numbers.
struct GoMod {
  std::string declared;           // its module line
  std::optional<std::string> go;  // its go line
  bool pruned = false;            // see supports_pruning
  bool declares_itself = false;   // it is called as its module line says
  std::vector<VersionId> require;

  // `path` is what the module is asked for as.
  static GoMod of(const ModSummary& summary, std::string_view path, Universe& universe);
};

// Package is what is known of one package.
struct Package {
  struct Edge {
    ImportId import;
    ConstraintId when;
    friend bool operator==(const Edge&, const Edge&) = default;
  };
  std::uint32_t number;  // among all that are known
  std::string directory;
  ImportId import;    // its import path, where its module serves under its own path
  ConstraintId when;  // where it has a file to compile
  // Imports. Those of the standard library that nothing else could be come last, from `std_from`
  // on.
  std::vector<Edge> edges;
  std::size_t std_from = 0;
  std::vector<std::string> tags;  // see PackageFacts::tags
};

// Packages are those of one module version; see PackageTable.
class Packages {
 public:
  Packages(const PackageTable& table, std::string_view path, Universe& universe);

  struct Found {
    ModulePackages::Answer answer;
    const Package* package = nullptr;
  };
  // find looks a package up by its directory in the module; where the module serves under its own
  // path, faster by import path too.
  Found find(std::string_view directory) const;
  Found find(ImportId import, std::string_view directory) const;
  bool is_complete() const { return complete_; }
  const std::vector<Package>& all() const { return packages_; }

 private:
  bool complete_;
  std::vector<Package> packages_;                              // by directory
  std::vector<std::string> absent_;                            // sorted
  std::vector<std::pair<ImportId, std::uint32_t>> by_import_;  // sorted; index of the package

  Found absent(std::string_view directory) const;
};

// facts_of gives a package's facts in words again.
PackageFacts facts_of(const Package& package, const Universe& universe);

// KnownFacts are the facts that have arrived, by number. It asks a FactSource for more; everything
// but the questions may be read by many threads while nothing arrives.
class KnownFacts {
 public:
  KnownFacts(Universe& universe, FactSource& source) : universe_(universe), source_(source) {}

  // go_mod, packages and names return null for what is not known. What they point to stays.
  const GoMod* go_mod(VersionId m) const {
    return index(m) < go_mods_.size() ? go_mods_[m].get() : nullptr;
  }
  const Packages* packages(VersionId m) const {
    return index(m) < packages_.size() ? packages_[m].current : nullptr;
  }

  const ModuleNames* names(VersionId m) const {
    return index(m) < names_.size() ? names_[m] : nullptr;
  }

  // Question asks for the go.mod of a module version, for all of its packages, or for the names that
  // these export and use.
  using Kind = FactSource::Kind;
  struct Question {
    VersionId module;
    Kind kind = Kind::summary;
    friend auto operator<=>(const Question&, const Question&) = default;
    friend bool operator==(const Question&, const Question&) = default;
  };
  // is_known reports whether there is no more to know.
  bool is_known(const Question& question) const;
  // fault returns why an answer can't be had; null where it can.
  std::exception_ptr fault(const Question& question) const {
    const auto found = hopeless_.find(question);
    return found == hopeless_.end() ? nullptr : found->second;
  }
  // note_go_mod says that a go.mod counts as read, see FactSource::note_summary; false if it must be
  // asked for.
  bool note_go_mod(VersionId m);
  // ask returns true where the answer is there at once.
  bool ask(const Question& question);
  struct Answer {
    Question question;
    std::exception_ptr fault;  // Error or SecurityError
  };
  // next waits for an answer; nullopt when no question is open.
  std::optional<Answer> next();

 private:
  struct Known {
    const Packages* current = nullptr;
    std::vector<std::unique_ptr<Packages>> all;  // what was known in part before, too
  };
  bool take(const Question& question);

  Universe& universe_;
  FactSource& source_;
  Table<VersionId, std::unique_ptr<GoMod>> go_mods_;
  Table<VersionId, Known> packages_;
  Table<VersionId, const ModuleNames*> names_;
  enum class Noted : std::uint8_t { unknown, yes, no };
  Table<VersionId, Noted> noted_;  // go.mod files
  std::map<Question, std::exception_ptr> hopeless_;
};

}  // namespace goset::resolve
