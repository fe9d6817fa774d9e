#pragma once

#include <string_view>

#include "goset/model/go_set.hpp"
#include "view.hpp"

namespace goset::resolve {

// Judged knows which packages fit each other from a lock that was made of sets alike: whoever has
// just the lock need not read their names again. See SetToResolve::judged. It knows of the set itself
// alone, and of no leaf that was in a track: what is missing there may be what no track could help.
class Judged {
 public:
  // `lock` may be null; it must outlive this.
  Judged(const Universe& universe, const GoSet* lock) : universe_(universe), lock_(lock) {}

  // fit reports whether a needed package of `user` was seen to fit one of `used` in the same
  // versions.
  bool fit(const LeafState& leaf, const Walk::Module& user, std::string_view user_directory,
           const Walk::Module& used, std::string_view used_directory) const;

 private:
  const SetModule* find(const Walk::Module& module) const;

  const Universe& universe_;
  const GoSet* const lock_;
};

}  // namespace goset::resolve
