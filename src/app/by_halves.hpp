#pragma once

#include <optional>
#include <span>

#include "goset/error.hpp"

namespace goset {

// by_halves takes as many of some wishes as go together: all at once, or else one half and then the
// other. `take` adds wishes to those that it has taken, or returns why they don't go with them;
// `refuse` hears of each that does not.
template <typename Wish, typename Take, typename Refuse>
void by_halves(std::span<const Wish> wishes, const Take& take, const Refuse& refuse) {
  if (wishes.empty()) return;
  const std::optional<Error> fault = take(wishes);
  if (!fault) return;
  if (wishes.size() == 1) return refuse(wishes.front(), *fault);
  by_halves(wishes.first(wishes.size() / 2), take, refuse);
  by_halves(wishes.subspan(wishes.size() / 2), take, refuse);
}

}  // namespace goset
