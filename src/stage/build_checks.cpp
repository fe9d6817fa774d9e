#include "build_checks.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>
#include <string_view>

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "package_module.hpp"

namespace goset::build {
namespace {

constexpr std::size_t most_named = 10;
constexpr std::size_t hash_part = 32;  // characters of a store path's name before the first "-"

// is_hash_character: of the alphabet of Nix's base 32.
bool is_hash_character(char c) {
  return (c >= '0' && c <= '9') ||
         (c >= 'a' && c <= 'z' && c != 'e' && c != 'o' && c != 't' && c != 'u');
}

// hash_of returns the hash part of a store path, or of what is below one; empty for another path.
std::string hash_of(const std::filesystem::path& path) {
  for (const std::filesystem::path& element : path) {
    const std::string name = element.string();
    if (name.size() > hash_part && name[hash_part] == '-' &&
        std::all_of(name.begin(), name.begin() + hash_part, is_hash_character)) {
      return name.substr(0, hash_part);
    }
  }
  return "";
}

// Hashes finds any of a set of hash parts in a text, by their first characters.
class Hashes {
 public:
  void add(const std::string& path) {
    const std::string hash = hash_of(path);
    if (!hash.empty()) paths_.emplace(hash, path);
  }

  // find returns the path whose hash part the text has; empty for none.
  std::string find(std::string_view text) const {
    // A hash part has no character outside its alphabet: jump from one such character to the next.
    std::size_t begin = 0;
    while (begin + hash_part <= text.size()) {
      std::size_t end = begin + hash_part;
      while (end > begin && is_hash_character(text[end - 1])) --end;
      if (end > begin) {
        begin = end;
        continue;
      }
      const auto found = paths_.find(text.substr(begin, hash_part));
      if (found != paths_.end()) return found->second;
      ++begin;
    }
    return "";
  }

 private:
  std::map<std::string, std::string, std::less<>> paths_;
};

constexpr std::string_view same_in_every_build = "/proc/self/fd/42";

// is_place_bound reports whether a `#cgo` line names the directory of its file.
bool is_place_bound(std::string_view line) {
  const std::size_t directive = line.find("#cgo ");
  if (directive == std::string_view::npos) return false;
  if (line.find("${SRCDIR}") != std::string_view::npos) return true;
  for (const std::string_view flag : {" -I", " -L"}) {
    for (std::size_t at = line.find(flag); at != std::string_view::npos;
         at = line.find(flag, at + 1)) {
      const std::string_view path = line.substr(at + flag.size());
      if (!path.empty() && path.front() != '/') return true;
    }
  }
  return false;
}

bool has_place_bound_file(const std::filesystem::path& package) {
  if (!std::filesystem::is_directory(package)) return false;
  for (const auto& entry : std::filesystem::directory_iterator(package)) {
    if (entry.path().extension() != ".go") continue;
    for (const std::string& line : read_lines(entry.path())) {
      if (is_place_bound(line)) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> without_place_bound(std::vector<std::string> dependencies,
                                             const Closure& closure,
                                             const std::filesystem::path& mod_cache) {
  if (mod_cache == same_in_every_build) return dependencies;
  std::erase_if(dependencies, [&](const std::string& package) {
    const std::string path = module_of(package, closure, {});
    if (path.empty()) return false;
    const std::string below = package.substr(std::min(package.size(), path.size() + 1));
    const std::set<std::string>& sources = closure.modules().at(path).sources;
    return std::any_of(sources.begin(), sources.end(), [&](const std::filesystem::path& source) {
      return has_place_bound_file(source / below);
    });
  });
  return dependencies;
}

std::set<std::string> own_modules(const LeafLock& lock,
                                  const std::vector<std::string>& private_lines) {
  std::set<std::string> own;
  for (const LeafModule& module : lock.modules) own.insert(module.path);
  for (const std::string& line : private_lines) own.insert(line.substr(0, line.find(' ')));
  return own;
}

std::vector<std::string> compiled_dependencies(const std::string& log, const Closure& closure,
                                               const std::set<std::string>& own,
                                               const std::filesystem::path& std_source) {
  std::set<std::string> result;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    // What compilers say has spaces in it, and begins with `# PACKAGE`. A test's main package is
    // made for the leaf.
    if (line.empty() || line.find_first_of(" \t#:") != std::string::npos) continue;
    if (line.ends_with(".test") || std::isalnum(static_cast<unsigned char>(line[0])) == 0) continue;
    const std::string module = module_of(line, closure, own);
    if (module.empty() ? std::filesystem::is_directory(std_source / line) : !own.contains(module)) {
      result.insert(line);
    }
  }
  return {result.begin(), result.end()};
}

void check_compiled(const std::string& leaf, const std::vector<std::string>& dependencies) {
  if (dependencies.empty()) return;
  std::string text = "leaf " + leaf + " compiled " + std::to_string(dependencies.size()) +
                     " package" + (dependencies.size() == 1 ? "" : "s") +
                     " of its dependencies, which the set has";
  for (std::size_t i = 0; i < std::min(dependencies.size(), most_named); ++i) {
    text += "\n  " + dependencies[i];
  }
  if (dependencies.size() > most_named) {
    text += "\n  and " + std::to_string(dependencies.size() - most_named) + " more";
  }
  throw Failure(text +
                "\n  a flag or variable of the leaf asks for another configuration: put it"
                "\n  in goPackages.configure, or let it compile them: goAllowCompile = true");
}

void check_references(const Closure& closure, const std::filesystem::path& tree) {
  Hashes hashes;
  for (const auto& [path, module] : closure.modules()) {
    for (const std::string& source : module.sources) hashes.add(source);
    for (const std::string& output : module.outputs) hashes.add(output);
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tree)) {
    const std::string text = entry.is_symlink()        ? read_symlink(entry.path()).string()
                             : entry.is_regular_file() ? read_file(entry.path())
                                                       : std::string();
    const std::string found = hashes.find(text);
    if (found.empty()) continue;
    throw Failure(
        entry.path().string() + " refers to " + found +
        "\n  this would add it to the runtime closure; set allowGoReference = true to allow it");
  }
}

}  // namespace goset::build
