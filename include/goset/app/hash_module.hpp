#pragma once

#include <string>

#include "goset/app/session.hpp"
#include "goset/go/module.hpp"

namespace goset {

// ModuleHashes are those of one module's source; nothing vouched for the download.
struct ModuleHashes {
  ModuleVersion module;
  std::string nar;  // SRI
  std::string sum;  // `h1:`
};

// hash_module downloads a module and hashes it.
ModuleHashes hash_module(const ModuleVersion& m, Session& session);

}  // namespace goset
