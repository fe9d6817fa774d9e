#pragma once

#include "goset/error.hpp"
#include "goset/escape/terminal.hpp"

namespace goset {

// error_text is `word`, the message, and each note on a line of its own.
TerminalText error_text(const TerminalText& word, const Error& error);

}  // namespace goset
