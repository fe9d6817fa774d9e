#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "build_list.hpp"
#include "goset/resolve/ids.hpp"
#include "goset/resolve/resolution.hpp"
#include "leaf.hpp"
#include "walk.hpp"

namespace goset::resolve {

using Versions = Table<PathId, VersionId>;

// PinnedPath is a pin in numbers.
struct PinnedPath {
  PathId path;
  VersionId version;
  bool exact;
};

// View is the set itself, or a track: a version for every path that is mentioned.
struct View {
  std::string name;          // of the track; empty: the set
  std::string reason;        // why there is this track
  bool automatic = false;    // a leaf itself is that reason, not goset.toml
  bool keeps_own = false;    // of one leaf, with the versions that it selects alone
  bool shares_base = false;  // solved together with the set: but for what is replaced, that is it
  std::vector<PinnedPath> pins;         // by path text
  Table<PathId, std::uint32_t> pin_at;  // where in `pins` a path is, from 1
  bool has_exact_pin = false;
  std::set<PathId> own;                   // paths that stand as in its leaves' own build lists
  Versions versions;                      // of all that is mentioned, not only of what is needed
  std::vector<PathId> needed;             // modules that its leaves need, in no order
  Table<PathId, std::uint8_t> is_needed;  // the same
  bool circle = false;  // needs and versions went in a circle: some stand higher than I3 says

  VersionId at(PathId path) const {
    return index(path) < versions.size() ? versions[path] : no_version;
  }
  bool needs(PathId path) const { return index(path) < is_needed.size() && is_needed[path] != 0; }
  const PinnedPath* pin(PathId path) const {
    const bool is_pinned = index(path) < pin_at.size() && pin_at[path] != 0;
    return is_pinned ? &pins[pin_at[path] - 1] : nullptr;
  }
  void set_pins(std::vector<PinnedPath> by_text);
};

using NeedList = std::shared_ptr<const std::vector<PathId>>;

struct LeafState;

// Outlook is what a view tells its leaves.
struct Outlook {
  const Versions& versions;
  // is_needed reports whether a leaf, or another that it shares the module with, needs a path.
  std::function<bool(const LeafState&, PathId)> is_needed;

  VersionId at(PathId path) const {
    return index(path) < versions.size() ? versions[path] : no_version;
  }
};

// Look is what one look at a leaf, with what its view tells it, comes to.
struct Look {
  std::shared_ptr<const BuildList> list;  // with its requirements at the view's versions
  std::shared_ptr<const Walk> walk;       // null, as the list, where the outcome was recalled
  NeedList needed;                        // modules that it needs; by path text
  std::shared_ptr<const Places> places;   // of the packages that it needs
  std::set<PathId> newly_required;        // needed paths that only the view's versions bring in
  // Versions in the list of needed paths that the leaf alone does not select.
  std::vector<std::pair<PathId, VersionId>> brought_in;
  // What this depends on besides the paths that the leaf lists, or selects alone; sorted.
  std::vector<PathId> beyond;
  std::vector<VersionId> read;  // go.mod files that were read for it, and not for the leaf alone

  // Fault is what is known of one without a walk.
  struct Fault {
    ImportId import;
    ConfigMask mask;
    Walk::Fault::Kind kind;
    friend bool operator==(const Fault&, const Fault&) = default;
  };
  std::vector<Fault> faults;  // as Walk::all_faults
  std::uint32_t kept = 0;     // where Memory has it, from 1

  // agrees compares what is known of both looks though one has no list and walk.
  bool agrees(const Look& other) const {
    return faults == other.faults && *needed == *other.needed && *places == *other.places &&
           newly_required == other.newly_required;
  }
};

// LeafState is a leaf while a set is resolved.
struct LeafState : Look {
  std::unique_ptr<Leaf> leaf;
  std::size_t position = 0;              // among all leaves
  std::shared_ptr<const BuildList> own;  // as the leaf is alone
  bool raise_all = false;  // requirements that the set does not need count at its versions too
  std::map<PathId, VersionId> raised;  // what it needs requires these, which its own lines replace
  ConfigMask supported = 0;
  std::vector<Unsupported> unsupported;
  std::optional<std::size_t> broken;  // number of the first fault that the leaf alone does not have
  std::optional<std::map<ImportId, ConfigMask>> alone;  // faults of the leaf alone
  std::string track;                                    // whose versions it has

  // What was computed for it before, the latest first.
  std::vector<std::shared_ptr<const BuildList>> lists;
  std::vector<std::shared_ptr<const Walk>> walks;
  std::set<PathId> also_seen;  // what looks depended on besides what each does
};

}  // namespace goset::resolve
