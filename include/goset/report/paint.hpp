#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// Paint colours words of a text that people read.
class Paint {
 public:
  // Without `has_colors` all words stay as they are.
  explicit Paint(bool has_colors) : has_colors_(has_colors) {}

  std::string bad(std::string_view text) const { return painted("1;31", text); }
  std::string gone(std::string_view text) const { return painted("31", text); }
  std::string fresh(std::string_view text) const { return painted("32", text); }
  std::string warning(std::string_view text) const { return painted("33", text); }
  std::string strong(std::string_view text) const { return painted("1", text); }
  std::string faint(std::string_view text) const { return painted("2", text); }

 private:
  std::string painted(std::string_view code, std::string_view text) const;

  bool has_colors_;
};

// widest_column is how wide the first column of a list becomes: versions and reasons stand behind it.
inline constexpr std::size_t widest_column = 44;

// plural writes "1 module" or "3 modules".
std::string plural(std::size_t n, std::string_view one);
// some_of lists at most that many names: "a, b and 3 more".
std::string some_of(const std::vector<std::string>& names, std::size_t most);

}  // namespace goset
