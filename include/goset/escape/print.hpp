#pragma once

#include <cstdio>

#include "goset/escape/text.hpp"

namespace goset::escape {

// write_all writes to a file; throws std::system_error if that is not possible.
void write_all(std::FILE* to, std::string_view text);

// print writes a text to a file, and is the only way to standard output and error.
template <typename Target>
void print(std::FILE* to, const Text<Target>& text) {
  write_all(to, text.str());
}

}  // namespace goset::escape
