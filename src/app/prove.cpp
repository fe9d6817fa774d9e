#include "goset/app/prove.hpp"

#include <algorithm>

#include "goset/app/blame.hpp"
#include "goset/app/current_lock.hpp"
#include "goset/app/proving.hpp"
#include "goset/app/remedies.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

// First the verdicts (proving.cpp); then, of leaves that the set breaks, which module is another version
// and why (blame.cpp), and what change of goset.toml mends them (remedies.cpp).

namespace goset {

std::size_t Proof::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::count_if(
      leaves.begin(), leaves.end(), [&](const Leaf& leaf) { return leaf.verdict == verdict; }));
}

std::size_t Proof::count_mended() const {
  const auto is_mended = [&](const Leaf& leaf) {
    return leaf.verdict == Verdict::fails && leaf.unmended.empty() && !remedies.empty();
  };
  return count(Verdict::builds) +
         static_cast<std::size_t>(std::count_if(leaves.begin(), leaves.end(), is_mended));
}

Proof prove(const Folder& folder, const ProveRequest& request, Session& session,
            const ProveProgress& progress) {
  const Manifest manifest = read_manifest(folder);
  const Lock lock = current_lock(folder, manifest);
  for (const std::string& name : request.leaves) locked_leaf(folder, lock, name);
  const LockedFolder locked{folder, manifest, lock};
  PackageChecks checks(folder, session, request.depth, progress.packages);
  Proof proof = prove_set(locked, request, checks, session, progress);
  if (request.known_only) return proof;
  find_blame(proof, locked, session, progress.lines);
  if (std::optional<Trial> trial =
          find_remedies(proof, locked, request, checks, session, progress)) {
    proof.mended = std::move(trial->relocked);
  }
  return proof;
}

}  // namespace goset
