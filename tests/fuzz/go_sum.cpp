#include <algorithm>
#include <set>

#include "goset/error.hpp"
#include "goset/go/sum_file.hpp"
#include "goset/go/sum_lines.hpp"
#include "target.hpp"

// The two readers of a go.sum refuse the same files, and find the same hashes.

namespace goset::fuzz {

namespace {

std::set<std::string> lines_of(const SumFile& file) {
  std::set<std::string> lines;
  for (const auto& [module, hashes] : file.zips()) {
    for (const std::string& hash : hashes) {
      lines.insert(module.path + " " + module.version + " " + hash);
    }
  }
  for (const auto& [module, hashes] : file.go_mods()) {
    for (const std::string& hash : hashes) {
      lines.insert(module.path + " " + module.version + "/go.mod " + hash);
    }
  }
  return lines;
}

std::string fault_of(const auto& parse) {
  try {
    parse();
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

const Target target("go_sum", [](std::string_view input) {
  const auto as_file = [&] { return SumFile::parse("go.sum", input); };
  const auto as_lines = [&] { return SumLines::parse("go.sum", std::string(input)); };
  const std::string fault = fault_of(as_file);
  expect_equal(fault_of(as_lines), fault, "both readers have the same fault");
  if (!fault.empty()) return;
  const SumFile file = as_file();
  const SumLines lines = as_lines();
  std::set<std::string> found;
  for (const std::string_view line : lines.lines()) found.emplace(line);
  expect(found == lines_of(file), "both readers find the same lines");
  std::string text;
  for (const std::string& line : found) text += line + "\n";
  expect(lines_of(SumFile::parse("go.sum", text)) == found, "printed and read again");
});

}  // namespace

}  // namespace goset::fuzz
