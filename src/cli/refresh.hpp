#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/relock.hpp"
#include "goset/report/change.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/set_files.hpp"
#include "options.hpp"
#include "output.hpp"

namespace goset::cli {

// Refresh says what a command wants besides the lock that follows from goset.toml.
struct Refresh {
  Output output = {};
  std::vector<std::string> added = {};  // leaves whose needs are to be told
  bool compact = false;  // modules that are in more parts than they need are put together again
  std::map<std::string, std::string> asked = {};    // versions that modules should get, by path
  std::vector<Unused> dropped = {};                 // pins that were taken out of goset.toml
  std::vector<SetChange::HeldBack> held_back = {};  // what can't be had, as is known already
  std::optional<Relocked> relocked = {};  // of this goset.toml, where that is there already
};

// refresh makes lock and generated file follow goset.toml and what it includes, and writes all that
// changed, these files included, at once. Returns the exit code.
int refresh(const Options& options, const Folder& folder, const SetFiles& set, Refresh refresh);

}  // namespace goset::cli
