#include "finding_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/os/whole_file.hpp"

// Lines are found by how goset, and nearly everybody, writes them. Where somebody wrote otherwise, the
// first line of the file is as good a place for a remark.

namespace goset {

namespace {

using Test = std::function<bool(std::string_view)>;

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(begin);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

// first_line returns the first line of a text that passes a test, from 1; 0 if none does.
std::size_t first_line(std::string_view text, const Test& test) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (test(trimmed(text.substr(0, end)))) return number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return 0;
}

// begins_with makes a test for one of some beginnings; empty ones count for nothing.
Test begins_with(std::vector<std::string> beginnings) {
  return [beginnings = std::move(beginnings)](std::string_view line) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& one) { return line.starts_with(one); });
  };
}

std::vector<Test> tests_for(const Finding& finding) {
  std::vector<Test> tests{begins_with({"<<<<<<< "})};
  if (finding.file.ends_with(".toml")) {
    if (!finding.leaf.empty()) {
      tests.push_back(begins_with(
          {fmt::format("[leaf.{}]", finding.leaf), fmt::format("[leaf.\"{}\"]", finding.leaf)}));
    } else if (!finding.module.empty()) {
      tests.push_back(begins_with({fmt::format("\"{}\" =", finding.module)}));
    } else if (finding.text.starts_with("track ")) {
      const std::string name = finding.text.substr(6, finding.text.find(':') - 6);
      tests.push_back(begins_with({fmt::format("[track.{}]", name)}));
    } else if (const std::size_t colon = finding.text.find(": "); colon != std::string::npos) {
      const std::string key = finding.text.substr(colon + 2);  // "goset.toml: go is 1.25, ..."
      tests.push_back(begins_with({key.substr(0, key.find(' ')) + " ="}));
    }
  } else {
    if (!finding.module.empty()) {
      tests.push_back(begins_with({fmt::format("\"{}\": {{", finding.module)}));
    }
    if (!finding.leaf.empty()) {
      tests.push_back(begins_with({fmt::format("\"{}\": {{", finding.leaf)}));
    }
  }
  return tests;
}

}  // namespace

std::size_t FindingLines::of(const Finding& finding) {
  const std::string& contents = text(finding.file);
  if (contents.empty()) return 0;
  for (const Test& test : tests_for(finding)) {
    if (const std::size_t line = first_line(contents, test)) return line;
  }
  return 1;
}

const std::string& FindingLines::text(const std::string& file) {
  const auto [known, is_new] = texts_.try_emplace(file);
  std::error_code fault;
  if (is_new && std::filesystem::is_regular_file(file, fault)) {
    known->second = read_file(file).value_or("");
  }
  return known->second;
}

}  // namespace goset
