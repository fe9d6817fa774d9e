#include "goset/app/blame.hpp"

#include <algorithm>

#include "goset/app/describe_cause.hpp"
#include "goset/app/relock.hpp"
#include "goset/error.hpp"

namespace goset {

namespace {

using resolve::Cause;
using resolve::Resolution;

class Blaming {
 public:
  explicit Blaming(const Resolution& resolution) : resolution_(resolution) {
    for (const Resolution::Leaf& leaf : resolution.leaves()) leaves_.emplace(leaf.name(), leaf);
  }

  // of prefers a module that the leaf has alone too.
  std::optional<Proof::Blame> of(const Proof::Failure& failure, const std::string& leaf) const {
    const auto found = leaves_.find(leaf);
    if (found == leaves_.end()) return std::nullopt;
    std::optional<Proof::Blame> newcomer;
    for (const ModuleVersion& m : failure.involved) {
      const std::string alone = found->second.own_version(m.path);
      if (alone == m.version || (alone.empty() && newcomer)) continue;
      const std::vector<Cause> causes = this->causes(found->second.track(), m);
      const Proof::Blame blame{m, alone, leaf, because(causes), raiser(causes)};
      if (!alone.empty()) return blame;
      newcomer = blame;
    }
    return newcomer;
  }

 private:
  // causes lists what gives a module its version: leaves that select it first, since they can
  // change that.
  std::vector<Cause> causes(const std::string& track, const ModuleVersion& m) const {
    std::vector<Cause> causes;
    if (const auto view = track.empty() ? std::nullopt : resolution_.track(track)) {
      causes = resolution_.causes(*view, m.path);
    }
    const auto is_set = [](const Cause& cause) { return cause.kind == Cause::Kind::set; };
    if (std::all_of(causes.begin(), causes.end(), is_set)) {
      causes = resolution_.causes(resolution_.base(), m.path);
    }
    std::stable_partition(causes.begin(), causes.end(),
                          [](const Cause& cause) { return cause.kind == Cause::Kind::leaf; });
    std::erase_if(causes, is_set);
    return causes;
  }

  static std::vector<std::string> because(const std::vector<Cause>& causes) {
    std::vector<std::string> result;
    for (const Cause& cause : causes) result.push_back(goset::describe(cause));
    return result;
  }

  static std::string raiser(const std::vector<Cause>& causes) {
    std::string result;
    for (const Cause& cause : causes) {
      if (cause.kind == Cause::Kind::module) continue;
      if (cause.kind == Cause::Kind::pin || !result.empty()) return "";
      result = cause.leaf;
    }
    return result;
  }

  const Resolution& resolution_;
  std::map<std::string, Resolution::Leaf> leaves_;
};

// leaf_of returns the first leaf that has a failure in the set, but not alone.
const Proof::Leaf* leaf_of(const Proof& proof, std::size_t failure) {
  for (const Proof::Leaf& leaf : proof.leaves) {
    const bool has =
        std::find(leaf.failures.begin(), leaf.failures.end(), failure) != leaf.failures.end();
    if (has && !leaf.failures_alone.contains(failure)) return &leaf;
  }
  return nullptr;
}

}  // namespace

void find_blame(Proof& proof, const LockedFolder& locked, Session& session,
                const std::function<void(const std::string&)>& progress) {
  std::map<std::size_t, const Proof::Leaf*> leaves;  // by failure
  for (std::size_t i = 0; i < proof.failures.size(); ++i) {
    if (const Proof::Leaf* const leaf = leaf_of(proof, i)) leaves[i] = leaf;
  }
  if (leaves.empty()) return;
  const auto use = [&](const Resolution& resolution) {
    const Blaming blaming(resolution);
    for (const auto& [failure, leaf] : leaves) {
      proof.failures[failure].blame = blaming.of(proof.failures[failure], leaf->name);
    }
  };
  try {
    with_resolution(locked.manifest, locked.folder.directory(), locked.lock, true, session,
                    progress, use);
  } catch (const SecurityError&) {
    throw;
  } catch (const Error&) {
    return;
  }
}

}  // namespace goset
