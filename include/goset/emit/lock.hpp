#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/resolve/configurations.hpp"
#include "goset/resolve/go_set.hpp"
#include "goset/resolve/replacements.hpp"
#include "goset/resolve/set_resolution.hpp"

namespace goset {

// Lock is goset.lock: the decisions a set was resolved under and all that was found out, so that
// what did not change is never downloaded again. go-packages.nix is a pure function of it. The
// format is described in docs/lock.md; it carries a number and never the program's version.
struct Lock {
  static constexpr int format = 1;

  std::string go;         // ceiling for go lines, from goset.toml
  std::string toolchain;  // "1.N", likewise
  std::vector<Platform> platforms;
  Pins pins;                               // of goset.toml, likewise
  Replacements replace;                    // set-wide
  std::map<std::string, Pins> track_pins;  // by track of goset.toml
  GoSet set;
  // The go.mod files that were read and that nothing vouched for, by reason ("GONOSUMDB"); not
  // those of modules and candidates that are unverified themselves.
  std::map<std::string, std::set<ModuleVersion>> unverified;

  // configurations are what the set was resolved for.
  Configurations configurations() const;
};

namespace lock {

// print gives the one text of a lock: sorted, one fact a line or few.
std::string print(const Lock& lock);

// parse reads it back. Throws Error for what is no lock, or of a format newer than ours; every
// path, version and hash is checked against its grammar.
Lock parse(std::string_view file_name, std::string_view text);

}  // namespace lock
}  // namespace goset
