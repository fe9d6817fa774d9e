#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/model/manifest.hpp"

namespace goset {

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
