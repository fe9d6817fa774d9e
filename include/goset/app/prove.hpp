#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/go/module.hpp"
#include "goset/prove/type_checker.hpp"
#include "goset/prove/type_plan.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// ProveRequest says what is to be proven.
struct ProveRequest {
  std::vector<std::string> leaves;  // empty: all
  std::vector<Platform> platforms;  // empty: this machine's, or the set's first
  std::optional<bool> cgo;          // without a word, off where the leaf can be built so
};

// Proof says which leaves' packages compile with the versions of the lock.
struct Proof {
  // Failure is a package that does not compile, in one configuration.
  struct Failure {
    std::string package;   // import path
    ModuleVersion module;  // that has it; without a version, a leaf's own
    std::string track;     // in which it is compiled so; empty: in the set
    Configuration configuration;
    std::size_t count = 0;
    std::vector<PackageProblem> problems;  // the first few
    std::set<std::string> leaves;          // that need it
  };
  enum class Verdict { builds, fails, not_proven };
  struct Leaf {
    std::string name;
    std::string track;
    Verdict verdict = Verdict::builds;
    std::vector<Configuration> configurations;  // that were looked at
    std::size_t packages = 0;                   // that it needs, in all of these
    std::vector<std::size_t> failures;          // numbers, those that others import first
    std::string reason;                         // why it is not proven
  };
  std::vector<Leaf> leaves;  // by name
  std::vector<Failure> failures;
  std::size_t packages = 0;  // distinct ones
  std::size_t checked = 0;   // of these, in this run

  std::size_t count(Verdict verdict) const;
};

// prove type-checks all packages that leaves need, function bodies included, with the installed go.
// Sources come from the cache; what is not there is downloaded. Of each distinct package that was
// looked at and of all of them `progress` hears how many there are. Throws Error if there is no lock
// or no go, or if the set needs a newer go.
Proof prove(const Folder& folder, const ProveRequest& request, Session& session,
            const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
