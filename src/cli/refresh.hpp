#pragma once

#include <optional>
#include <string>
#include <vector>

#include "goset/app/refresh.hpp"
#include "options.hpp"
#include "output.hpp"

namespace goset::cli {

// Wanted is what a command asks of `refresh`.
struct Wanted {
  Output output = {};
  std::vector<std::string> added = {};  // leaves whose needs are to be told
  Refresh::Request request = {};
  std::optional<Relocked> relocked = {};  // of this goset.toml, where that is there already
};

// refresh makes lock and generated file follow goset.toml, writes all that changed, and prints what
// that is. Returns the exit code.
int refresh(const Options& options, const Folder& folder, const SetFiles& files, Wanted wanted);

}  // namespace goset::cli
