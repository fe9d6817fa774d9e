#include "goset/report/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_text.hpp"

namespace goset::check_output {

namespace {

using Kind = CheckResult::Kind;

}  // namespace

TerminalText text(const std::vector<CheckResult>& results, const Paint& paint) {
  TerminalText out;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const CheckResult& result = results[i];
    const std::string word = fmt::format("{}:", result.word());
    const TerminalText shown = result.kind == Kind::note    ? paint.faint(word)
                               : result.kind == Kind::drift ? paint.warning(word)
                                                            : paint.bad(word);
    out.add("{} {}\n", shown, result.finding.text);
    const bool is_last = i + 1 == results.size() || results[i + 1].command != result.command;
    if (is_last && !result.command.empty()) out.add("  run: {}\n", result.command);
  }
  return out;
}

WorkflowText github(const std::vector<CheckResult>& results) {
  WorkflowText out;
  for (const CheckResult& result : results) {
    TerminalText message = TerminalText::of(result.finding.text);
    if (!result.command.empty()) message.add("\nrun: {}", result.command);
    out += workflow_command(result.kind == Kind::note ? "notice" : "error", result.finding.file,
                            fmt::format("goset {}", result.word()), message, result.line);
  }
  return out;
}

WorkflowText github(const Error& error) {
  // "goset.toml:4: unknown key": a colon ends the file, digits and a colon the line.
  const std::string& text = error.message();
  const std::size_t colon = std::min(text.find(':'), text.size());
  std::size_t line = 0;
  std::size_t end = colon + 1;
  for (; end < text.size() && text[end] >= '0' && text[end] <= '9' && end < colon + 9; ++end) {
    line = line * 10 + static_cast<std::size_t>(text[end] - '0');
  }
  const bool has_place = line > 0 && end < text.size() && text[end] == ':';
  TerminalText message = TerminalText::of(text);
  for (const std::string& note : error.notes()) message.add("\n{}", note);
  return workflow_command("error", has_place ? text.substr(0, colon) : "", "goset check", message,
                          has_place ? line : 0);
}

JsonText json(const std::vector<CheckResult>& results) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const CheckResult& result : results) {
    nlohmann::ordered_json entry{{"kind", result.word()}, {"text", result.finding.text}};
    const auto put = [&](const char* key, const std::string& value) {
      if (!value.empty()) entry[key] = value;
    };
    put("leaf", result.finding.leaf);
    put("module", result.finding.module);
    put("file", result.finding.file);
    if (result.line > 0) entry["line"] = result.line;
    put("command", result.command);
    list.push_back(std::move(entry));
  }
  return json_text(list);
}

}  // namespace goset::check_output
