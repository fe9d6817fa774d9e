#include "goset/verify/sum_index.hpp"

#include <algorithm>

namespace goset {

void SumIndex::add(const std::string& origin, const SumFile& sums) {
  add(zips_, origin, sums.zips());
  add(go_mods_, origin, sums.go_mods());
}

void SumIndex::add(Index& index, const std::string& origin, const SumFile::Hashes& hashes) {
  for (const auto& [m, said] : hashes) {
    Claims& claims = index[m];
    const auto same = std::find_if(claims.begin(), claims.end(),
                                   [&](const Claim& claim) { return claim.hashes == said; });
    if (same != claims.end()) {
      if (same->origin <= origin) continue;
      claims.erase(same);
    }
    const auto at = std::find_if(claims.begin(), claims.end(),
                                 [&](const Claim& claim) { return claim.origin > origin; });
    claims.insert(at, {origin, said});
  }
}

const SumIndex::Claims& SumIndex::find(const Index& index, const ModuleVersion& m) {
  static const Claims none;
  const auto found = index.find(m);
  return found == index.end() ? none : found->second;
}

}  // namespace goset
