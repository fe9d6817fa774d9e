#pragma once

#include <toml++/toml.h>

#include <cstddef>
#include <string_view>

namespace goset {

// parse_toml reads a text as TOML, and throws toml::parse_error; `name` is for that. It also refuses
// what would take long, or more stack than there is: a text of more than most_toml_bytes, and a line
// with as many dots as only a key of so many parts has.
inline constexpr std::size_t most_toml_bytes = 8 << 20;
inline constexpr std::size_t most_line_dots = 1000;
toml::table parse_toml(std::string_view text, std::string_view name = {});

}  // namespace goset
