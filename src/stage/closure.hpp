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
//   PATH VERSION REPLACE GO DECLARED SUM ORIGIN OUTPUT
//
// and one for each directory that the C compiler found their libraries in:
//
//   library DIRECTORY
//
// REPLACE (PATH@VERSION of the module whose source it is), GO and DECLARED (the go.mod's module
// line) are "-" where there is none. ORIGIN identifies the whole source without naming it: builds
// do not need it. OUTPUT is a derivation's output, which holds
//
//   cache/      what was compiled, for goset-cacheprog
//   modindex/   Go's index of what is in src, in such a cache as well
//   download/   the go.mod and the checksum that the go command wants (layout.hpp)
//   src         of the source what builds with its packages read (needed_sources.hpp), or a link to
//               the whole of it
//
// A module in parts has a line for each part, with another OUTPUT. Sorted, each line once; but the
// line of the derivation itself is the last. While Nix builds it for a comparison outside of its
// sandbox, its output is at another path, which must not show in the order.
namespace goset::build {

struct Module {
  std::string version;
  std::string replace;   // "path@version"; empty if it is itself
  std::string go;        // empty if its go.mod has no go line
  std::string declared;  // empty if it is the path
  std::string sum;       // "h1:..." of the zip
  std::string origin;    // equal for equal whole sources

  std::set<std::string> sources;  // directories that have some of its files
  std::string whole_source;       // the one that has all, where it is known
  std::set<std::string> outputs;  // of its derivations

  // is_same compares what all parts of a module have in common.
  bool is_same(const Module& other) const;
};

// Record is what a module's own derivation is told of it, and a leaf that compiles packages of it:
//
//   PATH VERSION REPLACE GO DECLARED SUM SOURCE
//
// with the directory of the whole source.
struct Record {
  std::string path;
  Module module;  // `whole_source` is SOURCE

  // line is the line of a closure for a derivation with this output.
  std::string line(const std::string& output) const;
};

// parse_record throws Failure for a line of another shape; `file` is only for the message.
Record parse_record(std::string_view line, const std::string& file);

class Closure {
 public:
  // add_line reads one line; `file` is only for messages. Throws Failure for a line of another
  // shape, and where one path would come in two versions or from two sources.
  void add_line(std::string_view line, const std::string& file);
  // add_library adds the directory of a C library.
  void add_library(const std::string& directory);
  // add_file reads the lines of a file.
  void add_file(const std::filesystem::path& file);
  // add_source adds a module, or more of one, that is compiled from a directory now, which has some
  // of its files or, if it is the record's, all of them.
  void add_source(const Record& record, const std::string& directory);

  const std::map<std::string, Module>& modules() const { return modules_; }
  // caches and indexes are directories of outputs. Go's index of a module tells what is in its whole
  // directory: it is named only where nothing but one part of the module is there.
  std::vector<std::string> caches() const;
  std::vector<std::string> indexes() const;
  const std::set<std::string>& libraries() const { return libraries_; }
  std::string str() const;
  // str_with is the file of a derivation with this line, whose own closure this is without it.
  std::string str_with(std::string_view own_line) const {
    return str() + std::string(own_line) + "\n";
  }

  void remove(const std::string& path) { modules_.erase(path); }

 private:
  Module& add(const std::string& path, const Module& module, const std::string& file);

  std::map<std::string, Module> modules_;
  std::set<std::string> libraries_;
  std::set<std::string> lines_;
};

// read_closure joins the closures of the derivation outputs that `list_file` names, one a line.
Closure read_closure(const std::filesystem::path& list_file);

}  // namespace goset::build
