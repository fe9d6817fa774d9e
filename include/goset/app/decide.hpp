#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

// Decisions about versions that people would otherwise write into goset.toml with an editor. Nothing
// is written.
namespace goset {

// PinRequest asks for pins of the set.
struct PinRequest {
  std::vector<std::string> modules;  // MODULE[@QUERY]; without a query, the version in the set
  bool floor = false;                // at least that version, instead of exactly that
  std::string reason = {};           // a comment before the lines that are new
};

// pin sets them in `files`, and returns the versions by module path. Throws Error for a module that is
// not in the set and has no version, and for one that is a program.
std::map<std::string, std::string> pin(const PinRequest& request, const Folder& folder,
                                       SetFiles& files, Session& session);

// HoldRequest asks that a program keeps versions of its own.
struct HoldRequest {
  std::string leaf;
  std::vector<std::string> modules;  // MODULE[@QUERY]; without a query, what its go.mod selects
  std::string track = {};            // name of the track; otherwise as the leaf
  std::string reason = {};           // may not be empty
};

// hold writes that into `files`: with modules a track that pins them, otherwise `versions = "own"` for
// all that the leaf needs. Throws Error for a leaf that does so already, or has another track.
void hold(const HoldRequest& request, const Folder& folder, SetFiles& files, Session& session);

}  // namespace goset
