#include "goset/app/missing_packages.hpp"

#include <fmt/format.h>

#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

class MissingPackages {
 public:
  MissingPackages(Proof& proof, const LockedFolder& locked, PackageChecks& checks, Session& session,
                  const std::function<void(const std::string&)>& progress)
      : proof_(proof), locked_(locked), checks_(checks), session_(session), progress_(progress) {}

  void run(Proof::Leaf& leaf) {
    for (const auto& [configuration, reason] : leaf.unsupported) {
      if (!is_built_alone(leaf, configuration)) continue;
      const SetLeaf& locked = locked_.lock.set.leaves.at(leaf.name);
      leaf.reason.clear();
      leaf.failures.push_back(proof_.failures.size());
      Proof::Failure& failure = proof_.failures.emplace_back();
      failure.package = locked.module;
      failure.module = {locked.module, ""};
      failure.track = locked.track;
      failure.configuration = configuration;
      failure.count = 1;
      failure.problems.emplace_back().message = reason;
      failure.leaves = {leaf.name};
    }
  }

 private:
  bool is_built_alone(const Proof::Leaf& leaf, const Configuration& configuration) {
    const std::string identity = alone_identity(leaf.name, locked_.lock.set.leaves.at(leaf.name),
                                                locked_.folder.directory());
    const Sha256Digest key = sha256(fmt::format("supported\n{}\n{}\n{}", checks_.version(),
                                                configuration.platform.str(), identity));
    if (const PackageResult* const known = checks_.results().find(key)) return known->is_sound();
    if (!progress_) return false;
    progress_(fmt::format("resolving programs alone: {}", leaf.name));
    PackageResult result;
    try {
      const Lock alone = lock_alone(locked_.manifest, locked_.folder.directory(), locked_.lock,
                                    session_, leaf.name, [](const std::string&) {});
      const Configurations all = Configurations::of(alone);
      const ConfigMask bits =
          all.bit(configuration.platform, false) | all.bit(configuration.platform, true);
      const SetLeaf& locked = alone.set.leaves.at(leaf.name);
      result.count = (set_graph::supported(locked, all) & bits) != 0 ? 0 : 1;
    } catch (const SecurityError&) {
      throw;
    } catch (const Error&) {
      return false;
    }
    const bool is_built = result.is_sound();
    checks_.results().store(key, std::move(result));
    return is_built;
  }

  Proof& proof_;
  const LockedFolder& locked_;
  PackageChecks& checks_;
  Session& session_;
  const std::function<void(const std::string&)>& progress_;
};

}  // namespace

void find_missing_packages(Proof& proof, const LockedFolder& locked, PackageChecks& checks,
                           Session& session,
                           const std::function<void(const std::string&)>& progress) {
  MissingPackages missing(proof, locked, checks, session, progress);
  for (Proof::Leaf& leaf : proof.leaves) missing.run(leaf);
}

}  // namespace goset
