#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/module.hpp"

// A world is all that a resolver is told: a set's decisions, its leaves, and the modules that there
// are. It is written as text; worlds/README.md describes the language. Nothing here knows a
// resolver: what one makes of a world is text again (see outcome.hpp).
namespace goset::world {

struct Import {
  std::string path;
  std::optional<std::string> when;      // a build constraint; without one, where the package is
  std::vector<std::string> names = {};  // that are used of it
};

struct Package {
  std::string directory;  // "." is the root
  std::string when;       // a build constraint; empty: everywhere
  std::vector<Import> imports;
  std::vector<std::string> names = {};  // that it exports
};

struct Replace {
  ModuleVersion old;      // without a version: all of them
  ModuleVersion by;       // a module, or
  std::string directory;  // a directory of the leaf's source
};

struct Pin {
  std::string path;
  std::string version;
  bool exact = false;
};

// Module is the go.mod and the packages of a module, wherever it lies.
struct Module {
  std::string path;               // as go.mod declares it; empty: no module line
  std::optional<std::string> go;  // its go line
  std::vector<ModuleVersion> require;
  std::vector<Package> packages;  // none stated: the root alone, which imports nothing
  bool is_empty = false;          // it has no packages
};

// Published is a module version of a proxy.
struct Published : Module {
  enum class Answer { there, missing, tampered };
  Answer go_mod = Answer::there;
  Answer zip = Answer::there;
};

// SourceModule is a module of a leaf's own source.
struct SourceModule : Module {
  std::string directory;  // relative to the leaf's directory
  std::vector<ModuleVersion> exclude;
  std::vector<Replace> replace;
  std::vector<std::string> ignore;
};

struct Leaf {
  std::string name;
  std::string track;
  bool own = false;                   // it keeps its own versions
  std::vector<std::string> patterns;  // none: ./...
  std::vector<std::string> tags;
  std::vector<std::string> optional_tags;  // sorted
  bool tests = false;
  bool workspace = false;
  std::vector<Replace> work_replace;  // of its go.work
  std::vector<SourceModule> mains;    // the first is in "."
  std::vector<SourceModule> locals;   // directories that replace modules
};

struct Track {
  std::string name;
  std::string reason;
  std::vector<Pin> pins;
};

struct World {
  std::string name;
  std::vector<std::string> platforms;  // none: linux/amd64 and darwin/arm64
  int go_minor = 26;                   // of the toolchain
  std::string ceiling;                 // of go lines; empty: none
  bool tolerant = false;               // imports that can't be resolved are only noted
  std::vector<Pin> pins;
  std::vector<Replace> replace;  // for all leaves
  std::vector<Track> tracks;
  std::vector<Leaf> leaves;  // sorted by name
  std::map<ModuleVersion, Published> modules;
  std::string expected;  // the lines that must come out
};

// module_at returns what is published as `m`: what the world does not mention is there, says
// go 1.17, requires nothing, and has a root package that imports nothing.
Published module_at(const World& world, const ModuleVersion& m);
// packages_of returns the packages that a module has.
std::vector<Package> packages_of(const Module& module);

// parse reads one world. Throws Error (`LINE: what is wrong`).
World parse(std::string_view text);
// parse_all reads a file of worlds, each after a line `== NAME`.
std::vector<World> parse_all(std::string_view text);
// str prints a world so that parse reads it back.
std::string str(const World& world);

// short_versions writes v1.2.0 as v1.2, and v1.0.0 as v1, wherever they stand in a text.
std::string short_versions(std::string_view text);

}  // namespace goset::world
