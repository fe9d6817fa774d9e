#include "goset/escape/workflow.hpp"

namespace goset {

namespace {

// append_encoded writes those bytes as %XX that are special.
void append_encoded(std::string& out, std::string_view text, std::string_view special) {
  for (const char c : text) {
    if (special.find(c) == special.npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

}  // namespace

void escape::Workflow::append(std::string& out, std::string_view text) {
  append_encoded(out, TerminalText::of(text).str(), "%\r\n:,");
}

WorkflowText workflow_command(std::string_view kind, std::string_view file, std::string_view title,
                              const TerminalText& message, std::size_t line) {
  std::string encoded;
  append_encoded(encoded, message.str(), "%\r\n");
  WorkflowText out = WorkflowText::format("::{} ", kind);
  if (!file.empty()) out.add("file={},", file);
  if (!file.empty() && line > 0) out.add("line={},", line);
  return out.add("title={}::{}\n", title, WorkflowText::trusted(std::move(encoded)));
}

}  // namespace goset
