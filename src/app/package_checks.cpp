#include "goset/app/package_checks.hpp"

#include <algorithm>

#include "goset/error.hpp"
#include "goset/prove/instance_keys.hpp"

namespace goset {

namespace {

using Id = Instances::Id;

}  // namespace

PackageChecks::PackageChecks(const Folder& folder, Session& session, Depth depth,
                             const std::function<void(std::size_t, std::size_t)>& progress)
    : folder_(folder),
      session_(session),
      depth_(depth),
      progress_(progress),
      go_(GoToolchain::find(scratch_.processes)),
      results_(session.environment.cache / "prove" / "v1"),
      compiler_(session.environment.cache / "prove", go_, scratch_) {}

std::string PackageChecks::version() const {
  std::string version = TypeChecker::version(go_);
  if (depth_ == Depth::compile) version += " " + Compiler::version(go_);
  return version;
}

std::vector<PackageResult> PackageChecks::run(const Lock& lock, const Configuration& configuration,
                                              const Instances& instances) {
  return run_some(lock, configuration, instances,
                  std::vector<bool>(instances.packages.size(), true));
}

std::vector<PackageResult> PackageChecks::run_some(const Lock& lock,
                                                   const Configuration& configuration,
                                                   const Instances& instances,
                                                   const std::vector<bool>& wanted) {
  const std::size_t count = instances.packages.size();
  Run run{lock,
          configuration,
          instances,
          wanted,
          ProofSources(folder_, lock, session_),
          std::vector<PackageResult>(count),
          std::vector<bool>(count)};
  check_types(run);
  if (depth_ == Depth::compile) compile(run);
  results_.save();
  checked_ += static_cast<std::size_t>(std::count(run.is_new.begin(), run.is_new.end(), true));
  return std::move(run.results);
}

std::vector<Sha256Digest> PackageChecks::keys(const Instances& instances,
                                              const Configuration& configuration,
                                              const ProofSources& sources,
                                              const std::string& checker) {
  return instance_keys(instances, checker, configuration, [&](const PackageInstance& package) {
    const PackageSource& source = instances.sources[package.source];
    return go_files_digest(sources.directory(source) / package.directory);
  });
}

std::vector<std::optional<PackageResult>> PackageChecks::recall(const Lock& lock,
                                                                const Configuration& configuration,
                                                                const Instances& instances) {
  const ProofSources sources(folder_, lock, session_);
  std::vector<std::optional<PackageResult>> results;
  for (const Sha256Digest& key :
       keys(instances, configuration, sources, TypeChecker::version(go_))) {
    const PackageResult* const result = results_.find(key);
    results.push_back(result ? std::optional(*result) : std::nullopt);
  }
  return results;
}

void PackageChecks::check_types(Run& run) {
  const std::vector<Sha256Digest> keys =
      PackageChecks::keys(run.instances, run.configuration, run.sources, TypeChecker::version(go_));
  std::vector<bool> known(keys.size());  // or nobody wants it
  for (Id id = 0; id < keys.size(); ++id) {
    const PackageResult* const result = results_.find(keys[id]);
    known[id] = result || !run.wanted[id];
    if (result && run.wanted[id]) run.results[id] = *result;
  }
  const TypePlan plan = TypePlan::of(run.instances, std::move(known));
  const auto count =
      static_cast<std::size_t>(std::count(run.wanted.begin(), run.wanted.end(), true));
  packages_ += std::max(count, plan.wanted);
  done_ += std::max(count, plan.wanted) - plan.wanted;
  if (plan.wanted == 0) return;

  run.sources.want(run.instances, plan.sources);
  run.sources.finish();
  if (!checker_) checker_.emplace(session_.environment.cache / "prove", go_, scratch_);
  progress_(done_, packages_);
  std::size_t arrived = 0;
  const std::string text = plan.json(run.instances, run.sources.places(run.instances, plan.sources),
                                     run.configuration, go_, session_.threads);
  checker_->run(text, [&](TypeResult result) {
    const Id id = plan.packages.at(result.package);
    results_.store(keys[id], result.found);
    if (run.wanted[id]) run.results[id] = std::move(result.found);
    run.is_new[id] = true;
    ++arrived;
    progress_(++done_, packages_);
  });
  if (arrived != plan.wanted) throw Error("the type checker ended before it was done");
}

// compile does so for packages whose types are sound, a leaf at a time. What leaves share is compiled
// for the first of them.
void PackageChecks::compile(Run& run) {
  const std::vector<Sha256Digest> keys =
      PackageChecks::keys(run.instances, run.configuration, run.sources, Compiler::version(go_));
  std::vector<bool> open(keys.size());
  std::size_t count = 0;
  for (Id id = 0; id < keys.size(); ++id) {
    if (!run.wanted[id] || !run.results[id].is_sound()) continue;
    const PackageResult* const result = results_.find(keys[id]);
    if (result) run.results[id] = *result;
    open[id] = !result;
    if (open[id]) ++count;
  }
  packages_ += count;
  const std::size_t all = packages_;
  for (const auto& [leaf, needed] : run.instances.leaves) {
    if (std::any_of(needed.begin(), needed.end(), [&](Id id) { return open[id]; })) {
      progress_(done_, all);
      compile_leaf(run, leaf, keys, open);
    }
  }
  packages_ -= count;
  done_ = packages_;
}

void PackageChecks::compile_leaf(Run& run, const std::string& leaf,
                                 const std::vector<Sha256Digest>& keys, std::vector<bool>& open) {
  std::vector<Id> sources;
  for (const Id id : run.instances.leaves.at(leaf)) {
    sources.push_back(run.instances.packages[id].source);
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  run.sources.want(run.instances, sources);
  run.sources.finish();
  const CompilePlan plan =
      CompilePlan::of(run.instances, leaf, open, run.sources.places(run.instances, sources), go_);
  const SetLeaf& locked = run.lock.set.leaves.at(tag_choice::leaf_of(leaf));
  const auto results =
      compiler_.run(plan, run.configuration, tag_choice::with(locked.tags, tag_choice::of(leaf)));
  for (const auto& [path, id] : plan.packages) {
    open[id] = false;
    ++done_;
    const auto result = results.find(path);
    if (result == results.end()) continue;
    run.results[id] = result->second;
    run.is_new[id] = true;
    // Files of a leaf on disk that are not Go's may change without notice.
    const PackageSource& source = run.instances.sources[run.instances.packages[id].source];
    if (!source.sum.empty()) results_.store(keys[id], result->second);
  }
}

}  // namespace goset
