#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/package_checks.hpp"
#include "goset/app/relock.hpp"
#include "goset/app/remedy.hpp"
#include "goset/app/session.hpp"
#include "goset/go/module.hpp"
#include "goset/prove/type_checker.hpp"
#include "goset/prove/type_plan.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// ProveRequest says what is to be proven.
struct ProveRequest {
  std::vector<std::string> leaves;  // empty: all
  std::vector<Platform>
      platforms;  // empty: this machine's, or the set's first that a leaf supports
  Depth depth = Depth::types;
  // Without a word: if packages are compiled for this machine, on; otherwise off where the leaf can
  // be built so.
  std::optional<bool> cgo;
  bool known_only = false;  // nothing is checked: what is not known is not proven
  bool is_to_be_mended =
      false;  // remedies are tried though they are known, and Proof::mended is set
};

// Proof says which leaves' packages compile with the versions of the lock.
struct Proof {
  // Blame is a module that is another version than a leaf has alone.
  struct Blame {
    ModuleVersion module;  // as it is in the set, or in the leaf's track
    std::string alone;     // the version that the leaf has alone; empty: it has none
    std::string leaf;
    std::vector<std::string> because;  // what gives it the version that it has
    std::string raiser = {};           // the only leaf that selects this version, if no pin does
  };
  // Failure is a package that does not compile, in one configuration.
  struct Failure {
    std::string package;   // import path
    ModuleVersion module;  // that has it; without a version, a leaf's own
    std::string track;     // in which it is compiled so; empty: in the set
    Configuration configuration;
    std::size_t count = 0;
    std::vector<PackageProblem> problems;  // the first few
    std::set<std::string> leaves;          // that need it
    // Modules that the problems have to do with, the nearest first; then the package's own, and at
    // last those by which it imports the others.
    std::vector<ModuleVersion> involved = {};
    std::optional<Blame> blame = {};
    std::vector<std::string> tags = {};  // with which it is compiled so, of the leaf's
    TagChoice choice = {};               // of these, the optional ones
  };
  // fails_alone: with the versions that the leaf has alone, all its failures are the same.
  enum class Verdict { builds, fails, fails_alone, not_proven };
  struct Leaf {
    std::string name;
    std::string track;
    Verdict verdict = Verdict::builds;
    std::vector<Configuration> configurations;  // that were looked at
    std::size_t packages = 0;                   // that it needs, in all of these
    std::vector<std::size_t> failures;          // numbers, those that others import first
    std::string reason;                         // why it is not proven
    std::map<Configuration, std::string> unsupported = {};  // of these, and why, as the lock says
    std::set<std::size_t> failures_alone = {};  // of these, those that it has alone as well
    std::string untried = {};                   // why it could not be tried alone
    std::string unmended = {};                  // why there is no remedy, if one was looked for
    bool keeps_own = false;                     // its own versions: `track` is its name then
  };
  Depth depth = Depth::types;
  bool is_by_nix = false;    // nothing was checked, but built with Nix
  std::vector<Leaf> leaves;  // by name
  std::vector<Failure> failures;
  std::size_t packages = 0;             // distinct ones
  std::size_t checked = 0;              // of these, in this run
  std::vector<Remedy> remedies = {};    // by track
  std::size_t parts = 0;                // of modules, if there are remedies
  std::size_t mended_parts = 0;         // with these
  std::optional<Relocked> mended = {};  // the set with these

  std::size_t count(Verdict verdict) const;
  // count_mended counts the leaves that build once the remedies are in goset.toml.
  std::size_t count_mended() const;
  // is_mended reports whether all that fails is mended by the remedies, or fails alone as well.
  bool is_mended() const { return count_mended() + count(Verdict::fails_alone) == leaves.size(); }
  // has_findings reports whether some leaf fails, but not alone as well, or is not proven.
  bool has_findings() const { return count(Verdict::fails) + count(Verdict::not_proven) > 0; }
};

// ProveProgress hears how many packages are done, of how many, and what goes on otherwise.
struct ProveProgress {
  std::function<void(std::size_t, std::size_t)> packages;
  std::function<void(const std::string&)> lines;
};

// prove type-checks all packages that leaves need, function bodies included, with the installed go.
// Sources come from the cache; what is not there is downloaded. A leaf that fails is tried with the
// versions that it has alone, and what differs is looked for. Throws Error if the lock is not up to
// date, if there is no go, or if the set needs a newer one.
Proof prove(const Folder& folder, const ProveRequest& request, Session& session,
            const ProveProgress& progress);

}  // namespace goset
