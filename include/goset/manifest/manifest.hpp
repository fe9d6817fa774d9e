#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/resolve/configurations.hpp"
#include "goset/resolve/replacements.hpp"
#include "goset/resolve/set_resolution.hpp"

namespace goset {

// Manifest is goset.toml: the decisions that people make. docs/goset-toml.md describes the keys.
struct Manifest {
  struct Leaf {
    std::string module;  // from the module proxy: with a version
    std::string version;
    std::string path;     // or on disk: a directory relative to goset.toml
    std::string archive;  // or a source archive: a URL, or a file relative to goset.toml
    std::string dir;      // where the leaf is in the archive, or empty
    std::vector<std::string> packages{"./..."};
    std::vector<std::string> tags;  // sorted
    bool tests = false;
    std::optional<bool>
        workspace;     // whether its go.work counts; else as the go command would have it
    std::string file;  // that states it, relative to goset.toml
  };
  struct Track {
    std::vector<std::string> leaves;
    std::string reason;
    Pins pins;
  };

  std::string go;                   // ceiling for go lines: "1.26" admits every 1.26.x
  std::string toolchain;            // "1.N"; where it is not stated, that of `go`
  std::vector<Platform> platforms;  // sorted
  std::map<std::string, Leaf> leaves;
  Pins pins;
  Replacements replace;
  std::map<std::string, Track> tracks;

  // track_of returns the name of the track that a leaf is in; empty if it is in none.
  std::string track_of(std::string_view leaf) const;
};

namespace manifest {

// Source is goset.toml, or a file that it includes.
struct Source {
  std::string name;   // relative to goset.toml
  std::string shown;  // as messages write it
  std::string text;
};

// includes returns the patterns of `include` in goset.toml: names of files relative to it, in which
// each element is one of glob::matches. Throws Error as parse does.
std::vector<std::string> includes(const Source& source);

// parse reads goset.toml, which is the first of the sources, and the leaves that the others add.
// What a leaf states relative to its file is made relative to goset.toml. Throws Error
// (`goset.toml:3: unknown key "platfroms"`, with a suggestion) for what is no TOML, for unknown
// keys and for values of the wrong kind.
Manifest parse(std::span<const Source> sources);

// default_go is the ceiling of a set that says nothing else.
inline constexpr const char* default_go = "1.26";

// initial returns the text of a new goset.toml with this ceiling.
std::string initial(std::string_view go);

// check_name throws Error for a leaf or track name that can't be an attribute name and a file name.
void check_name(std::string_view name);

// parse_pin reads ">= v1.2.3" or "v1.2.3" as a pin of the module `path`, and pin_text the inverse.
// Throws Error for what is neither.
Pin parse_pin(const std::string& path, std::string_view text);
std::string pin_text(const Pin& pin);

}  // namespace manifest
}  // namespace goset
