#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace goset::licenses {

// Pattern is what one licence, or a notice that names one, is recognised by.
struct Pattern {
  std::string_view id;
  std::uint32_t words;     // of its text
  std::string_view marks;  // fingerprints in their order, eight hexadecimal digits each
};

// patterns is made by tests/licenses/make_table.cpp.
std::span<const Pattern> patterns();

}  // namespace goset::licenses
