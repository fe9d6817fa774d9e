#pragma once

#include <string>

#include "goset/app/hash_module.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"

namespace goset::hashes_output {

// text is the SRI hash and then `h1:`, a line each; json is described in docs/output.md.
TerminalText text(const ModuleHashes& hashes);
JsonText json(const ModuleHashes& hashes);

}  // namespace goset::hashes_output
