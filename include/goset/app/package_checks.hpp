#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "goset/app/proof_sources.hpp"
#include "goset/app/session.hpp"
#include "goset/model/lock.hpp"
#include "goset/os/scratch_processes.hpp"
#include "goset/prove/compiler.hpp"
#include "goset/prove/result_cache.hpp"
#include "goset/prove/type_checker.hpp"
#include "goset/prove/type_plan.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// Depth is how packages are checked: by their types alone, or compiled as well.
enum class Depth { types, compile };

// PackageChecks checks instances of packages: what is known is taken from the cache, the rest is given
// to the type checker, and to the compiler if that finds nothing; and kept.
class PackageChecks {
 public:
  // `progress` hears how many packages are done, of how many.
  PackageChecks(const Folder& folder, Session& session, Depth depth,
                const std::function<void(std::size_t, std::size_t)>& progress);

  const GoToolchain& go() const { return go_; }
  // version changes whenever the same packages could have other results.
  std::string version() const;

  // begin counts from nothing again.
  void begin() { packages_ = checked_ = done_ = 0; }

  // run returns the result of each instance, which belong to leaves of this lock. Sources that are
  // not in the cache are downloaded.
  std::vector<PackageResult> run(const Lock& lock, const Configuration& configuration,
                                 const Instances& instances);
  // run_some returns those of some instances only, by id, and of the others nothing.
  std::vector<PackageResult> run_some(const Lock& lock, const Configuration& configuration,
                                      const Instances& instances, const std::vector<bool>& wanted);

  // recall returns results that are known, and checks nothing: nullopt for the others.
  std::vector<std::optional<PackageResult>> recall(const Lock& lock,
                                                   const Configuration& configuration,
                                                   const Instances& instances);

  // results are those that are kept, for others who know by which key.
  ResultCache& results() { return results_; }

  std::size_t packages() const { return packages_; }  // of all runs since begin()
  std::size_t checked() const { return checked_; }    // of these, anew

 private:
  // Run is what one call is about.
  struct Run {
    const Lock& lock;
    const Configuration& configuration;
    const Instances& instances;
    const std::vector<bool>& wanted;
    ProofSources sources;
    std::vector<PackageResult> results;  // by id
    std::vector<bool> is_new;            // by id
  };
  static std::vector<Sha256Digest> keys(const Instances& instances,
                                        const Configuration& configuration,
                                        const ProofSources& sources, const std::string& checker);
  void check_types(Run& run);
  void compile(Run& run);
  void compile_leaf(Run& run, const std::string& leaf, const std::vector<Sha256Digest>& keys,
                    std::vector<bool>& open);

  const Folder& folder_;
  Session& session_;
  const Depth depth_;
  const std::function<void(std::size_t, std::size_t)>& progress_;
  ScratchProcesses scratch_;
  const GoToolchain go_;
  ResultCache results_;
  std::optional<TypeChecker> checker_;  // from the first package on that is to be checked
  Compiler compiler_;
  std::size_t packages_ = 0;
  std::size_t checked_ = 0;
  std::size_t done_ = 0;
};

}  // namespace goset
