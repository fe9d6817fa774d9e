#pragma once

#include <filesystem>

#include "goset/model/license.hpp"

namespace goset::root_license {

// add does for a module in a directory of a source what the go command does for its zip: one without a licence of
// its own has the file LICENSE in the root.
// Rule: cmd/go/internal/modfetch: codeRepo.Zip.
void add(License& license, const std::filesystem::path& root);

}  // namespace goset::root_license
