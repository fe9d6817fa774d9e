#pragma once

#include <string>

#include "goset/app/hash_module.hpp"

namespace goset::hashes_output {

// text is the SRI hash and then `h1:`, a line each; json is described in docs/output.md.
std::string text(const ModuleHashes& hashes);
std::string json(const ModuleHashes& hashes);

}  // namespace goset::hashes_output
