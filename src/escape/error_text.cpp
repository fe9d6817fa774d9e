#include "goset/escape/error_text.hpp"

namespace goset {

TerminalText error_text(const TerminalText& word, const Error& error) {
  TerminalText out = TerminalText::format("{} {}\n", word, error.message());
  for (const std::string& note : error.notes()) out.add("  {}\n", note);
  return out;
}

}  // namespace goset
