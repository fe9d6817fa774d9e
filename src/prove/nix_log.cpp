#include "goset/prove/nix_log.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

// Nix tells of each derivation that could not be built, in one of these forms:
//
//     error: builder for '/nix/store/HASH-NAME.drv' failed with exit code 1;
//     error: 1 dependencies of derivation '/nix/store/HASH-NAME.drv' failed to build
//     error: build of '/nix/store/HASH-NAME.drv', '/nix/store/HASH-NAME.drv' failed
//     error: Cannot build '/nix/store/HASH-NAME.drv'.
//            Reason: builder failed with exit code 1.      (or: 1 dependency failed.)
//
// Below the first and the last of these stand the last lines of the builder, each behind a "> ".

namespace goset {

namespace {

constexpr std::size_t most_kept = 10;  // that are kept of one package

// derivations returns the names of those that a line quotes.
std::vector<std::string> derivations(const std::string& line) {
  static const std::regex quoted(R"('[^']*/[0-9a-z]{32}-([^'/]+)\.drv')");
  std::vector<std::string> result;
  for (std::sregex_iterator at(line.begin(), line.end(), quoted), end; at != end; ++at) {
    result.push_back((*at)[1]);
  }
  return result;
}

bool has(const std::string& line, const char* words) {
  return line.find(words) != std::string::npos;
}

void add(PackageResult& result, PackageProblem problem) {
  ++result.count;
  if (result.problems.size() < most_kept) result.problems.push_back(std::move(problem));
}

}  // namespace

NixLog NixLog::parse(std::string_view text) {
  NixLog result;
  std::istringstream lines{std::string(text)};
  std::string pending;  // of which it is not said yet why it can't be built
  bool in_failed = false;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    const std::string words = line.substr(begin);
    if (line.starts_with("error:")) {
      in_failed = false;
      const std::vector<std::string> names = derivations(line);
      result.unbuilt.insert(names.begin(), names.end());
      pending = names.size() == 1 && has(line, "Cannot build") ? names.front() : "";
      const bool is_failed = has(line, "builder for") || has(line, "fixed-output derivation");
      if (names.size() == 1 && is_failed) {
        result.failed.push_back({names.front(), {}});
        in_failed = true;
      }
    } else if (words.starts_with("Reason: ") && !pending.empty()) {
      in_failed = !has(words, "dependenc");
      if (in_failed) result.failed.push_back({pending, {}});
    } else if (in_failed && words.starts_with(">")) {
      result.failed.back().log.push_back(words.substr(std::min<std::size_t>(2, words.size())));
    }
  }
  return result;
}

std::vector<FailedBuild::Package> FailedBuild::packages() const {
  static const std::regex placed(R"(^(?:[^\n:]*/)?([^/\n:]+\.\w+):(\d+):(?:(\d+):)? (.*)$)");
  std::vector<Package> result;
  std::string path;
  for (const std::string& line : log) {
    if (line.starts_with("# ")) {
      path = line.substr(2, line.find(' ', 2) - 2);
      continue;
    }
    std::smatch match;
    if (!std::regex_match(line, match, placed)) continue;
    if (result.empty() || result.back().path != path) result.push_back({path, {}});
    PackageProblem problem;
    problem.file = match[1];
    problem.line = std::stoul(match[2]);
    if (match[3].matched) problem.column = std::stoul(match[3]);
    problem.message = match[4];
    add(result.back().result, std::move(problem));
  }
  if (!result.empty()) return result;
  result.emplace_back();
  for (const std::string& line : log) {
    if (line.empty() || line.starts_with("goset-cacheprog: ")) continue;
    PackageProblem problem;
    problem.message = line;
    add(result.back().result, std::move(problem));
  }
  if (result.back().result.is_sound()) {
    PackageProblem problem;
    problem.message = "its builder failed";
    add(result.back().result, std::move(problem));
  }
  return result;
}

}  // namespace goset
