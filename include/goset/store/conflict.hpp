#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "goset/store/folder.hpp"
#include "goset/store/generated.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// has_conflict reports whether a text has the markers that git leaves where a merge failed.
bool has_conflict(std::string_view text);
bool has_conflict(const TextFiles& files);

// Sides are the two texts that such a one stands for.
struct Sides {
  std::string ours;
  std::string theirs;
};
Sides sides_of(std::string_view text);

// KnownLock is what a folder's goset.lock tells, whatever state it is in.
struct KnownLock {
  Generated there;             // the files
  std::optional<Lock> before;  // the set as it was: with conflicts, our side
  std::optional<Lock> merged;  // what both sides of conflicts know
  bool has_conflict = false;
  bool is_recorded = false;  // it records go-packages.nix as that is

  // facts are what resolution may go by.
  const std::optional<Lock>& facts() const { return merged ? merged : before; }

  // A side that is no lock by itself tells nothing.
  static KnownLock read(const Folder& folder);
};

}  // namespace goset
