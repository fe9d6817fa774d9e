#pragma once

#include "goset/app/proving.hpp"

namespace goset {

// KeptRemedies are the remedies of a proof as they are kept with the results of checks: by the lock,
// the request and all that fails. Then they need not be looked for again.
class KeptRemedies {
 public:
  KeptRemedies(const Proof& proof, const LockedFolder& locked, const ProveRequest& request,
               PackageChecks& checks);

  // recall adds what is known to the proof; false if nothing is.
  bool recall(Proof& proof) const;
  void keep(const Proof& proof) const;

 private:
  ResultCache& results_;
  ResultCache::Key key_;
};

}  // namespace goset
