#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace goset {

// Platform is a GOOS/GOARCH pair in Go's words.
struct Platform {
  std::string os;
  std::string arch;

  // parse reads "linux/amd64"; throws Error for what Go does not know.
  static Platform parse(std::string_view text);
  std::string str() const { return os + "/" + arch; }
  friend auto operator<=>(const Platform&, const Platform&) = default;
  friend bool operator==(const Platform&, const Platform&) = default;
};

// ConfigMask is a set of configurations, one bit each.
using ConfigMask = std::uint64_t;

}  // namespace goset
