#include "goset/report/check.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "workflow_command.hpp"

namespace goset::check_output {

namespace {

using Kind = CheckResult::Kind;

}  // namespace

std::string text(const std::vector<CheckResult>& results, const Paint& paint) {
  std::string out;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const CheckResult& result = results[i];
    const std::string word = fmt::format("{}:", result.word());
    const std::string shown = result.kind == Kind::note    ? paint.faint(word)
                              : result.kind == Kind::drift ? paint.warning(word)
                                                           : paint.bad(word);
    out += fmt::format("{} {}\n", shown, result.finding.text);
    const bool is_last = i + 1 == results.size() || results[i + 1].command != result.command;
    if (is_last && !result.command.empty()) out += fmt::format("  run: {}\n", result.command);
  }
  return out;
}

std::string github(const std::vector<CheckResult>& results) {
  std::string out;
  for (const CheckResult& result : results) {
    std::string message = result.finding.text;
    if (!result.command.empty()) message += "\nrun: " + result.command;
    out += workflow_command(result.kind == Kind::note ? "notice" : "error", result.finding.file,
                            fmt::format("goset {}", result.word()), message);
  }
  return out;
}

std::string json(const std::vector<CheckResult>& results) {
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
  return list.dump(1) + "\n";
}

}  // namespace goset::check_output
