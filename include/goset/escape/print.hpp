#pragma once

#include <cstdio>

#include "goset/escape/terminal.hpp"

namespace goset::escape {

// write_all writes to a file; throws std::system_error if that is not possible.
void write_all(std::FILE* to, std::string_view text);

// print writes a text to a file: it and say are the only way to standard output and error. A text for a
// terminal is broken into lines of its width if the file is one.
template <typename Target>
void print(std::FILE* to, const Text<Target>& text) {
  write_all(to, text.str());
}

void print(std::FILE* to, const TerminalText& text);

// say writes for a terminal what format makes.
template <typename... Args>
void say(std::FILE* to, TerminalText::Literal<Args...> literal, const Args&... args) {
  print(to, TerminalText::format(literal, args...));
}

}  // namespace goset::escape
