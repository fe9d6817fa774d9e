#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/model/go_set.hpp"
#include "goset/model/pin.hpp"
#include "goset/model/platform.hpp"
#include "goset/model/replacements.hpp"

namespace goset {

// Lock is goset.lock: the decisions a set was resolved under and all that was found out, so that
// what did not change is never downloaded again. go-packages.nix is a pure function of it. The
// format is described in docs/lock.md; it carries a number and never the program's version.
struct Lock {
  struct Edits {
    std::set<std::string> files = {};    // of the lock's directory; "" for a lock that is one file
    std::set<std::string> modules = {};  // by path, whose records are in such a file
    std::set<std::string> leaves = {};   // likewise, by name
  };

  static constexpr const char* file_name = "goset.lock";
  static constexpr int format = 3;
  // made_line begins a line in the head of each Nix file that is made of a lock.
  static constexpr const char* made_line = "# Made by `goset lock`";

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
  // The text that it was read from is what goset wrote: neither edited nor merged since.
  bool is_as_written = false;
  // What others than goset changed in it since, as far as that can be told. Of what these records say,
  // checksums count and nothing else: facts are read anew, and who vouched is asked again.
  Edits edits = {};
  // It is of a format in which there were no licences: nothing is known of them.
  bool is_without_licenses = false;
  // What it names and does not have: of a lock in several files, which are merged one by one.
  std::vector<std::string> faults = {};
};

}  // namespace goset
