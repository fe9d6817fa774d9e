#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "known_facts.hpp"
#include "universe.hpp"
#include "view.hpp"

namespace goset::resolve {

// Resolving is all that a resolution works on: its input in numbers, what is known, and the views.
struct Resolving {
  Resolving(SetToResolve to_resolve, const Configurations& configurations, FactSource& source);

  SetToResolve set;
  Universe universe;
  KnownFacts facts;
  std::vector<std::unique_ptr<LeafState>> leaves;  // by name
  View base;
  std::map<std::string, View> tracks;

  // forget_views takes back what was found of versions and needs.
  void forget_views();
  std::vector<LeafState*> leaves_of(const std::string& track) const;
  // choices_of returns a leaf with every choice of its optional tags; they are all in one track.
  std::vector<LeafState*> choices_of(const LeafState& leaf) const;
  const View& view_of(const LeafState& leaf) const {
    return leaf.track.empty() ? base : tracks.at(leaf.track);
  }
  std::vector<PinnedPath> numbered(const Pins& pins);
  // version_in returns the version of a path for a leaf at these versions: a leaf that replaces the
  // module by a line of its own counts its own requirement too, and those of what it needs.
  VersionId version_in(const Versions& versions, const LeafState& leaf, PathId path) const;
  // at returns the version of a path; no_version if there is none.
  static VersionId at(const Versions& versions, PathId path) {
    return index(path) < versions.size() ? versions[path] : no_version;
  }
  // higher returns the higher one of two versions of a path, of which either may be no_version.
  VersionId higher(VersionId a, VersionId b) const {
    if (a == no_version) return b;
    return b != no_version && universe.is_higher(b, a) ? b : a;
  }
  // lift raises the version of a path, and reports whether that moved it.
  bool lift(Versions& versions, PathId path, VersionId version) const {
    versions.grow(index(path) + 1, no_version);
    VersionId& known = versions[path];
    if (version == no_version || (known != no_version && !universe.is_higher(version, known))) {
      return false;
    }
    known = version;
    return true;
  }
  // give_track makes an automatic track for a leaf.
  void give_track(LeafState& leaf, const std::string& name, std::string reason);
  void keep_own(LeafState& leaf);
  // lift_to_own raises versions to what a leaf selects alone, but for what its own lines replace.
  void lift_to_own(Versions& versions, const LeafState& leaf) const;
  // go_mod is that of what provides a module to a leaf; null while it is not known.
  const GoMod* go_mod(const LeafState& leaf, VersionId m) const {
    return leaf.leaf->go_mod(leaf.leaf->source(m), facts);
  }
};

}  // namespace goset::resolve
