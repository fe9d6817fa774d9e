#include "goset/app/fails_alone.hpp"

#include <fmt/format.h>

#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/prove/instance_keys.hpp"

namespace goset {

namespace {

using Id = Instances::Id;

// source_of returns what says that a leaf is the same, and with it all versions that it has alone.
std::string source_of(const std::string& name, const SetLeaf& leaf,
                      const std::filesystem::path& folder) {
  std::string result = fmt::format("{}\n{}@{} {} {}\n{} {} {} {}\n", name, leaf.module,
                                   leaf.version, leaf.sum, leaf.archive_hash, leaf.go_mod_sum,
                                   leaf.go_sum_hash, leaf.work_hash, leaf.work_sum_hash);
  for (const std::string& tag : leaf.tags) result += tag + " ";
  for (const SetLeafModule& m : leaf.modules) result += m.go_mod_sum + " ";
  if (leaf.path.empty()) return result;
  const auto add = [&](const std::string& directory, const auto& packages) {
    for (const auto& [below, facts] : packages) {
      result += go_files_digest(folder / leaf.path / directory / below) + "\n";
    }
  };
  add(leaf.directory, leaf.packages);
  for (const SetLeafModule& m : leaf.modules) add(m.directory, m.packages);
  return result;
}

class Alone {
 public:
  Alone(Proof& proof, const LockedFolder& locked, PackageChecks& checks, Session& session,
        const std::function<void(const std::string&)>& progress)
      : proof_(proof), locked_(locked), checks_(checks), session_(session), progress_(progress) {}

  void run(Proof::Leaf& leaf) {
    source_ =
        source_of(leaf.name, locked_.lock.set.leaves.at(leaf.name), locked_.folder.directory());
    std::map<Configuration, std::set<std::size_t>> open;
    for (const std::size_t number : leaf.failures) {
      const Proof::Failure& failure = proof_.failures[number];
      const PackageResult* const known = checks_.results().find(key(failure));
      if (!known) {
        open[failure.configuration].insert(number);
      } else if (!known->is_sound()) {
        leaf.failures_alone.insert(number);
      }
    }
    if (open.empty() || !progress_) return;
    progress_(fmt::format("versions of {} alone", leaf.name));
    const Lock alone = lock_alone(locked_.manifest, locked_.folder.directory(), locked_.lock,
                                  session_, leaf.name, [](const std::string&) {});
    for (const auto& [configuration, failures] : open) {
      try_in(configuration, alone, leaf, failures);
    }
  }

 private:
  Sha256Digest key(const Proof::Failure& failure) const {
    return sha256(fmt::format("alone\n{}\n{}\n{}\n{}", checks_.version(),
                              failure.configuration.str(), failure.package, source_));
  }

  void try_in(const Configuration& configuration, const Lock& alone, Proof::Leaf& leaf,
              const std::set<std::size_t>& failures) {
    const Configurations all = Configurations::of(alone);
    const Instances instances = Instances::of(
        alone.set, all, all.bit(configuration.platform, configuration.cgo), {leaf.name});
    std::map<std::string, Id> by_path;
    for (Id id = 0; id < instances.packages.size(); ++id) {
      by_path[instances.packages[id].import_path] = id;
    }
    std::vector<bool> wanted(instances.packages.size());
    for (const std::size_t number : failures) {
      const auto found = by_path.find(proof_.failures[number].package);
      if (found != by_path.end()) wanted[found->second] = true;
    }
    const std::vector<PackageResult> results =
        checks_.run_some(alone, configuration, instances, wanted);
    for (const std::size_t number : failures) {
      const auto found = by_path.find(proof_.failures[number].package);
      PackageResult result;  // a package that it does not need alone can't fail
      if (found != by_path.end()) result = results[found->second];
      if (!result.is_sound()) leaf.failures_alone.insert(number);
      checks_.results().store(key(proof_.failures[number]), std::move(result));
    }
  }

  Proof& proof_;
  const LockedFolder& locked_;
  PackageChecks& checks_;
  Session& session_;
  const std::function<void(const std::string&)>& progress_;
  std::string source_;
};

}  // namespace

void find_failures_alone(Proof& proof, const LockedFolder& locked, PackageChecks& checks,
                         Session& session,
                         const std::function<void(const std::string&)>& progress) {
  Alone alone(proof, locked, checks, session, progress);
  for (Proof::Leaf& leaf : proof.leaves) {
    if (leaf.failures.empty()) continue;
    try {
      alone.run(leaf);
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      leaf.untried = error.message();
    }
  }
  checks.results().save();
}

}  // namespace goset
