#include "goset/app/package_checks.hpp"

#include <algorithm>

#include "goset/app/proof_sources.hpp"
#include "goset/error.hpp"
#include "goset/prove/instance_keys.hpp"

namespace goset {

namespace {

// is_known reports which instances need no check: those with a result, which it puts into `results`,
// and those that nobody wants.
std::vector<bool> is_known(ResultCache& cache, const std::vector<Sha256Digest>& keys,
                           const std::vector<bool>& wanted, std::vector<PackageResult>& results) {
  std::vector<bool> known(keys.size());
  for (std::size_t id = 0; id < keys.size(); ++id) {
    const PackageResult* const result = cache.find(keys[id]);
    known[id] = result || !wanted[id];
    if (result && wanted[id]) results[id] = *result;
  }
  return known;
}

}  // namespace

PackageChecks::PackageChecks(const Folder& folder, Session& session,
                             const std::function<void(std::size_t, std::size_t)>& progress)
    : folder_(folder),
      session_(session),
      progress_(progress),
      scratch_("goset-prove"),
      go_(GoToolchain::find(scratch_.processes)),
      results_(session.environment.cache / "prove" / "v1") {}

std::vector<PackageResult> PackageChecks::run(const Lock& lock, const Configuration& configuration,
                                              const Instances& instances) {
  return run_some(lock, configuration, instances,
                  std::vector<bool>(instances.packages.size(), true));
}

std::vector<PackageResult> PackageChecks::run_some(const Lock& lock,
                                                   const Configuration& configuration,
                                                   const Instances& instances,
                                                   const std::vector<bool>& wanted) {
  ProofSources sources(folder_, lock, session_);
  const std::vector<Sha256Digest> keys = instance_keys(
      instances, TypeChecker::version(go_), configuration, [&](const PackageInstance& package) {
        const PackageSource& source = instances.sources[package.source];
        return go_files_digest(sources.directory(source) / package.directory);
      });
  std::vector<PackageResult> results(instances.packages.size());
  const TypePlan plan = TypePlan::of(instances, is_known(results_, keys, wanted, results));
  const auto count = static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), true));
  packages_ += std::max(count, plan.wanted);
  done_ += std::max(count, plan.wanted) - plan.wanted;
  if (plan.wanted == 0) return results;

  sources.want(instances, plan.sources);
  sources.finish();
  if (!checker_) checker_.emplace(session_.environment.cache / "prove", go_, scratch_);
  progress_(done_, packages_);
  std::size_t arrived = 0;
  const std::string text = plan.json(instances, sources.places(instances, plan.sources),
                                     configuration, go_, session_.threads);
  checker_->run(text, [&](TypeResult result) {
    const Instances::Id id = plan.packages.at(result.package);
    results_.store(keys[id], result.found);
    if (wanted[id]) results[id] = std::move(result.found);
    ++arrived;
    progress_(++done_, packages_);
  });
  results_.save();
  checked_ += arrived;
  if (arrived != plan.wanted) throw Error("the type checker ended before it was done");
  return results;
}

}  // namespace goset
