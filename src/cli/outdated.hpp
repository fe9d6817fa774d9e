#pragma once

#include <string>

#include "goset/app/outdated.hpp"
#include "goset/store/folder.hpp"
#include "options.hpp"

namespace goset::cli {

// print_outdated looks up what has a newer release, and prints that as `format`: "text" or "json".
// Throws Error if nothing could be looked up.
Outdated print_outdated(const Options& options, const Folder& folder, const std::string& format);

}  // namespace goset::cli
