#include "workflow_command.hpp"

#include <fmt/format.h>

namespace goset {

namespace {

// escaped writes a text as a workflow command has it; a property has more that is special.
std::string escaped(const std::string& text, bool is_property) {
  std::string out;
  for (const char c : text) {
    const bool is_special =
        c == '%' || c == '\n' || c == '\r' || (is_property && (c == ':' || c == ','));
    out += is_special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

}  // namespace

std::string workflow_command(const std::string& kind, const std::string& file,
                             const std::string& title, const std::string& message) {
  std::string out = fmt::format("::{} ", kind);
  if (!file.empty()) out += fmt::format("file={},", escaped(file, true));
  return out + fmt::format("title={}::{}\n", escaped(title, true), escaped(message, false));
}

}  // namespace goset
