#pragma once

#include <functional>
#include <string>
#include <vector>

#include "goset/app/prove.hpp"
#include "goset/app/session.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// NixRequest says what Nix is to build.
struct NixRequest {
  std::vector<std::string> leaves;     // empty: all
  std::string file;                    // Nix expression; empty: default.nix of the folder
  std::string attribute;               // that has the leaves by their names; empty: the top
  std::vector<std::string> arguments;  // passed on to nix-build as they are
};

// prove_with_nix has nix-build build the leaves, as far as it gets, and finds out from what it says which
// do, and which modules of the set failed. What fails is blamed, but neither tried alone nor mended.
// Throws Error if the lock is not up to date, or if Nix does not come to build anything.
Proof prove_with_nix(const Folder& folder, const NixRequest& request, Session& session,
                     const std::function<void(const std::string&)>& progress);

}  // namespace goset
