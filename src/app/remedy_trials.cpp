#include "goset/app/remedy_trials.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace goset {

namespace {

using Verdict = Proof::Verdict;

bool is_failing(Verdict verdict) {
  return verdict == Verdict::fails || verdict == Verdict::not_proven;
}

}  // namespace

std::size_t Trial::parts(const std::string& track) const {
  const SetGraph& graph = relocked.graph;
  const auto found = graph.tracks.find(track);
  return found == graph.tracks.end() ? 0 : found->second.apart.size();
}

RemedyTrials::RemedyTrials(const Proof& proof, const LockedFolder& locked,
                           const ProveRequest& request, PackageChecks& checks, Session& session,
                           const ProveProgress& progress)
    : locked_(locked), request_(request), checks_(checks), session_(session), progress_(progress) {
  for (const Proof::Leaf& leaf : proof.leaves) before_[leaf.name] = leaf.verdict;
}

Relocked RemedyTrials::resolve(const Manifest& manifest) {
  progress_.lines(fmt::format("trying fixes: {}", ++runs_));
  return relock(manifest, locked_.folder.directory(), locked_.lock, session_, progress_.lines);
}

Trial RemedyTrials::run(Manifest manifest) {
  Trial trial{std::move(manifest), {}, {}, {}};
  trial.relocked = resolve(trial.manifest);
  ProveRequest request = request_;
  if (!request.leaves.empty()) {
    const std::set<std::string> more = moved(trial.relocked.lock);
    learn(more);
    std::set<std::string> all(request.leaves.begin(), request.leaves.end());
    all.insert(more.begin(), more.end());
    request.leaves.assign(all.begin(), all.end());
  }
  const LockedFolder changed{locked_.folder, trial.manifest, trial.relocked.lock};
  trial.proof = prove_set(changed, request, checks_, session_, progress_);
  const std::set<std::string> asked(request_.leaves.begin(), request_.leaves.end());
  for (const Proof::Leaf& leaf : trial.proof.leaves) {
    const Verdict before = before_.at(leaf.name);
    const bool counts = !is_failing(before) ||
                        (before == Verdict::fails && (asked.empty() || asked.contains(leaf.name)));
    if (counts && is_failing(leaf.verdict)) trial.failing[leaf.name] = &leaf;
  }
  return trial;
}

RemedyTrials::Versions RemedyTrials::versions(const Lock& lock) {
  Versions result;
  set_graph::each_needed(
      lock.set, Configurations::of(lock),
      [&](const std::string& leaf, const std::vector<set_graph::Needed>& packages) {
        std::set<ModuleVersion>& all = result[leaf];
        const std::string& track = lock.set.leaves.at(leaf).track;
        for (const set_graph::Needed& package : packages) {
          if (package.own) continue;
          const SetModule* const module = lock.set.module(track, package.module);
          if (module) all.insert(module->source_module(package.module));
        }
      });
  return result;
}

// moved returns the leaves that were not asked for and that would have other versions.
std::set<std::string> RemedyTrials::moved(const Lock& lock) {
  if (versions_.empty()) versions_ = versions(locked_.lock);
  std::set<std::string> result;
  for (const auto& [leaf, needed] : versions(lock)) {
    const bool is_asked =
        std::find(request_.leaves.begin(), request_.leaves.end(), leaf) != request_.leaves.end();
    if (!is_asked && versions_.at(leaf) != needed) result.insert(leaf);
  }
  return result;
}

// learn finds out how leaves are without a change.
void RemedyTrials::learn(const std::set<std::string>& leaves) {
  ProveRequest request = request_;
  request.leaves.clear();
  for (const std::string& leaf : leaves) {
    if (!before_.contains(leaf)) request.leaves.push_back(leaf);
  }
  if (request.leaves.empty()) return;
  const Proof proof = prove_set(locked_, request, checks_, session_, progress_);
  for (const Proof::Leaf& leaf : proof.leaves) before_[leaf.name] = leaf.verdict;
}

}  // namespace goset
