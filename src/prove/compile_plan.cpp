#include "goset/prove/compile_plan.hpp"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "goset/error.hpp"
#include "goset/go/module.hpp"

namespace goset {

namespace {

using Id = Instances::Id;

constexpr std::size_t most_problems = 10;  // that are kept of one package

std::string mod_text(const std::string& path, const std::optional<std::string>& go) {
  std::string text = fmt::format("module {}\n", path);
  if (go) text += fmt::format("\ngo {}\n", *go);
  return text;
}

// any_version returns a version that fits a module path, for what is replaced anyway.
std::string any_version(const std::string& path) {
  const auto parts = module::split_path_version(path);
  const std::string major = parts && !parts->major.empty() ? parts->major.substr(2) : "0";
  return fmt::format("v{}.0.0", major);
}

// problems reads the text of an error: lines like "../x.go:3:5: undefined: y" below "# package".
PackageResult problems(const std::string& text) {
  static const std::regex placed(R"(^(?:[^\n:]*/)?([^/\n:]+\.\w+):(\d+):(?:(\d+):)? (.*)$)");
  PackageResult result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with("# ") || line.starts_with("\t")) continue;
    ++result.count;
    if (result.problems.size() == most_problems) continue;
    PackageProblem& problem = result.problems.emplace_back();
    std::smatch match;
    if (!std::regex_match(line, match, placed)) {
      problem.message = line;
      continue;
    }
    problem.file = match[1];
    problem.line = std::stoul(match[2]);
    if (match[3].matched) problem.column = std::stoul(match[3]);
    problem.message = match[4];
  }
  return result;
}

}  // namespace

CompilePlan CompilePlan::of(const Instances& instances, const std::string& leaf,
                            const std::vector<bool>& wanted,
                            const std::vector<TypePlan::Place>& places, const GoToolchain& go) {
  CompilePlan plan;
  std::set<Id> sources;
  for (const Id id : instances.leaves.at(leaf)) {
    const PackageInstance& package = instances.packages[id];
    sources.insert(package.source);
    if (wanted[id]) plan.packages[package.import_path] = id;
  }
  std::string requires_lines;
  std::string replace_lines;
  for (const Id id : sources) {
    const PackageSource& source = instances.sources[id];
    const TypePlan::Place& place = places[id];
    std::string version = any_version(source.path);
    if (!place.is_zip) {
      replace_lines += fmt::format("replace {} {} => {}\n", source.path, version,
                                   nlohmann::json(place.file.string()).dump());
      plan.overlay[place.file / "go.mod"] = mod_text(source.path, source.go);
    } else {
      const ModuleVersion& m = source.module;
      plan.modules.push_back({m, mod_text(m.path, source.go), place.file});
      if (source.sum.starts_with("h1:")) {
        plan.go_sum += fmt::format("{} {} {}\n", m.path, m.version, source.sum);
      }
      if (m.path == source.path) version = m.version;
      if (m.path != source.path) {
        replace_lines +=
            fmt::format("replace {} {} => {} {}\n", source.path, version, m.path, m.version);
      }
    }
    requires_lines += fmt::format("require {} {}\n", source.path, version);
  }
  plan.go_mod = fmt::format("module goset.invalid/prove\n\ngo {}\n\n{}{}", go.version,
                            requires_lines, replace_lines);
  return plan;
}

std::map<std::string, PackageResult> compile_output::parse(std::string_view text) try {
  std::map<std::string, PackageResult> result;
  std::istringstream in{std::string(text)};
  while (in >> std::ws && in.peek() != std::istringstream::traits_type::eof()) {
    nlohmann::json package;
    in >> package;  // one after the other, with nothing between
    const std::string path = package.at("ImportPath").get<std::string>();
    if (package.contains("Error")) {
      const std::string error = package.at("Error").at("Err").get<std::string>();
      result[path] = problems(error);
    } else if (package.contains("Export")) {
      result[path] = {};
    }
  }
  return result;
} catch (const nlohmann::json::exception&) {
  throw Error("the go command printed something else than packages");
}

}  // namespace goset
