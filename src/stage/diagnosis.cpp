#include "diagnosis.hpp"

#include <sstream>
#include <string_view>
#include <utility>

#include "package_module.hpp"

namespace goset::build {
namespace {

using Cause = Diagnosis::Cause;

// between returns what a line has between two texts, each the first after the one before; empty if
// it lacks one. An empty `after` is the end of the line.
std::string between(std::string_view line, std::string_view before, std::string_view after) {
  const std::size_t at = line.find(before);
  if (at == std::string_view::npos) return "";
  line.remove_prefix(at + before.size());
  const std::size_t end = after.empty() ? line.size() : line.find(after);
  return end == std::string_view::npos ? "" : std::string(line.substr(0, end));
}

std::string first_word(std::string_view text) {
  return std::string(text.substr(0, text.find_first_of(" ;:,\t\r")));
}

// missing_package returns the package that a line of the go command has no module for.
std::string missing_package(std::string_view line) {
  for (const std::string_view before :
       {"no required module provides package ", "cannot find module providing package ",
        "but does not contain package "}) {
    if (const std::string found = first_word(between(line, before, "")); !found.empty()) {
      return found;
    }
  }
  return between(line, ": package ", " is not in std");
}

// missing_library returns the C library, header or .pc file that a tool looked for in vain.
std::string missing_library(std::string_view line) {
  if (line.starts_with("Package ")) {
    const std::string name =
        between(line, "Package ", " was not found in the pkg-config search path");
    return name.empty() ? "" : name + ".pc";
  }
  if (line.find("exec: \"pkg-config\"") != std::string_view::npos) return "pkg-config";
  if (const std::string header = between(line, "fatal error: ", ": No such file or directory");
      !header.empty()) {
    return header;
  }
  if (line.find("fatal error: '") != std::string_view::npos) {
    return between(line, "fatal error: '", "' file not found");
  }
  for (const std::string_view before : {"cannot find -l", "library not found for -l"}) {
    if (const std::string name = first_word(between(line, before, "")); !name.empty()) {
      return "lib" + name;
    }
  }
  return "";
}

// is_at_place: "FILE.go:LINE", which begins what the compiler says.
bool is_at_place(std::string_view line) {
  const std::size_t end = line.find(".go:");
  return end != std::string_view::npos && line.find(' ') > end && end + 4 < line.size() &&
         line[end + 4] >= '0' && line[end + 4] <= '9';
}

}  // namespace

Diagnosis diagnose(const std::string& log) {
  Diagnosis best;
  // The causes are in their order: the lower one wins, and the first of its kind.
  const auto consider = [&best](Diagnosis found) {
    if (best.cause == Cause::unknown || found.cause < best.cause) best = std::move(found);
  };
  std::string package;  // whose `# PACKAGE` heads the lines
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# [")) continue;  // the command that failed
    if (line.starts_with("# ")) {
      package = first_word(std::string_view(line).substr(2));
      continue;
    }
    if (std::string missing = missing_package(line); !missing.empty()) {
      consider({Cause::missing_package, std::move(missing), ""});
    } else if (std::string library = missing_library(line); !library.empty()) {
      consider({Cause::missing_library, package, std::move(library)});
    } else if (!package.empty() && is_at_place(line)) {
      consider({Cause::compile_error, package, ""});
    }
  }
  return best;
}

namespace {

std::string overriding(const std::string& path, const std::string& library) {
  const bool by_pkg_config = library == "pkg-config" || library.ends_with(".pc");
  return "\n  goPackages.overrideModule \"" + path + "\" { " +
         (by_pkg_config ? "nativeBuildInputs = [ pkg-config ]; " : "") + "buildInputs = [ ... ]; }";
}

}  // namespace

std::string explain(const Diagnosis& diagnosis, const ModuleBuild& build) {
  const std::string module = build.path + " " + build.version;
  switch (diagnosis.cause) {
    case Cause::missing_package:
      if (!build.patched) {
        return "goset: " + module + " imports " + diagnosis.package +
               ", which it was not locked with\n  its source is another one: run: goset check";
      }
      return "goset: a patch of " + module + " imports " + diagnosis.package +
             ", which the set does not have for it\n  replace " + build.path +
             " by a fork in goset.toml and run: goset lock";
    case Cause::missing_library:
      return "goset: " + module + " needs a C library that is not there: " + diagnosis.library +
             overriding(build.path, diagnosis.library);
    case Cause::compile_error:
      if (build.patched) {
        return "goset: " + module + " does not compile with its patches or its `src`";
      }
      return "goset: " + module + " does not compile with the set's versions of what it imports" +
             "\n  what changed, and which versions fit: goset prove";
    case Cause::unknown:
      break;
  }
  return "";
}

namespace {

std::string explain_missing_package(const std::string& package, const LeafBuild& build,
                                    const Closure& closure) {
  const std::string leaf = "leaf " + build.name;
  const std::string path = module_of(package, closure, build.own);
  if (build.own.contains(path)) {
    return "goset: " + leaf + ": its own source has no package " + package;
  }
  const std::string from =
      path.empty() ? "" : " of " + path + " " + closure.modules().at(path).version;
  if (build.patched) {
    return "goset: a patch of " + leaf + " imports " + package + from +
           ", which it was not locked with\n  put the patched source into goset.toml, as `path` or "
           "`archive` of [leaf." +
           build.name + "]";
  }
  return "goset: drift: " + leaf + " imports " + package + from +
         ", which it was not locked with\n  run: goset lock";
}

}  // namespace

std::string explain(const Diagnosis& diagnosis, const LeafBuild& build, const Closure& closure) {
  const std::string leaf = "leaf " + build.name;
  const std::string path = module_of(diagnosis.package, closure, build.own);
  const bool of_module = !path.empty() && closure.modules().contains(path);
  switch (diagnosis.cause) {
    case Cause::missing_package:
      return explain_missing_package(diagnosis.package, build, closure);
    case Cause::missing_library: {
      const std::string text =
          "goset: " + leaf + " needs a C library that is not there: " + diagnosis.library;
      if (of_module) return text + overriding(path, diagnosis.library);
      return text + "\n  buildLeaf { buildInputs = [ ... ]; }; where a module of it needs that:" +
             "\n  goPackages.overrideModule PATH { buildInputs = [ ... ]; }";
    }
    case Cause::compile_error:
      if (of_module) {
        return "goset: " + leaf + " can't compile " + diagnosis.package + " of " + path + " " +
               closure.modules().at(path).version + "\n  which versions fit: goset prove " +
               build.name;
      }
      return "goset: " + leaf + ": its own package " + diagnosis.package + " does not compile" +
             (build.patched ? ", with its patches"
                            : "\n  whether it does with the versions of its own go.mod: goset "
                              "prove " +
                                  build.name);
    case Cause::unknown:
      break;
  }
  return "";
}

}  // namespace goset::build
