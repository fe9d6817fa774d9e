#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <vector>

#include "goset/report/paint.hpp"

namespace goset {

// cut_names puts names into one line that is not too long: "a, b", or of more than a handful "35 of 47: a, b, c
// and 32 more", where `all` is of how many they are; 0: of any number.
inline std::string cut_names(const std::vector<std::string>& names, std::size_t all = 0) {
  constexpr std::size_t handful = 5;
  constexpr std::size_t shown = 3;
  if (names.size() <= handful) return some_of(names, handful);
  const std::string of = all > 0 ? fmt::format("{} of {}: ", names.size(), all) : "";
  return of + some_of(names, shown);
}

}  // namespace goset
