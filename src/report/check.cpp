#include "goset/report/check.hpp"

#include <fmt/format.h>

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
                            fmt::format("goset {}", result.word()), message);
  }
  return out;
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
    put("command", result.command);
    list.push_back(std::move(entry));
  }
  return json_text(list);
}

}  // namespace goset::check_output
