#pragma once

#include <span>
#include <string_view>

namespace goset {

// CheckerSource is a file of the Go program in src/prove/types.
struct CheckerSource {
  std::string_view name;
  std::string_view text;
};

// checker_sources returns them, as they were when goset was built.
std::span<const CheckerSource> checker_sources();

}  // namespace goset
