#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The closure of a module derivation: a text file with one line for each module or part that its
// packages may be built from, itself included:
//
//   PATH VERSION REPLACE GO DECLARED SUM SOURCE CACHE
//
// and one for each directory that the C compiler found their libraries in:
//
//   library DIRECTORY
//
// REPLACE (PATH@VERSION of the module whose source it is), GO, DECLARED (the go.mod's module line)
// and CACHE are "-" where there is none. A module in parts has a line for each part, with another
// CACHE. Sorted, each line once; but the line of the derivation itself is the last. While Nix
// builds it for a comparison outside of its sandbox, its output is at another path, which must not
// show in the order.
namespace goset::build {

struct Module {
  std::string version;
  std::string replace;   // "path@version"; empty if it is itself
  std::string go;        // empty if its go.mod has no go line
  std::string declared;  // empty if it is the path
  std::string sum;       // "h1:..." of the zip
  std::string source;    // directory

  friend bool operator==(const Module&, const Module&) = default;
};

class Closure {
 public:
  // add_line reads one line; `origin` is only for messages. Throws Failure for a line of another
  // shape, and where one path would come in two versions or from two sources.
  void add_line(std::string_view line, const std::string& origin);
  // add_library adds the directory of a C library.
  void add_library(const std::string& directory);
  // add_file reads the lines of a file.
  void add_file(const std::filesystem::path& file);

  const std::map<std::string, Module>& modules() const { return modules_; }
  const std::set<std::string>& caches() const { return caches_; }
  const std::set<std::string>& libraries() const { return libraries_; }
  std::string str() const;
  // str_with is the file of a derivation with this line, whose own closure this is without it.
  std::string str_with(std::string_view own_line) const {
    return str() + std::string(own_line) + "\n";
  }

  void remove(const std::string& path) { modules_.erase(path); }

 private:
  std::map<std::string, Module> modules_;
  std::set<std::string> caches_;
  std::set<std::string> libraries_;
  std::set<std::string> lines_;
};

// read_lines returns the lines of a file that are not empty.
std::vector<std::string> read_lines(const std::filesystem::path& file);

// read_closure joins the closures of the derivation outputs that `list_file` names, one a line.
Closure read_closure(const std::filesystem::path& list_file);

}  // namespace goset::build
