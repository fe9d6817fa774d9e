#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/model/lock.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/set/unused.hpp"

namespace goset {

// What Reasons::causes say where nothing but a pin gives a module its version.
inline constexpr const char* pin_cause = "pinned in goset.toml";

// SetChange is what a new lock changes, for those who decide about it: people at a terminal, the
// reviewers of a pull request, update bots. A function of both locks and of how the new one came
// about.
struct SetChange {
  // Module is one that has another version, is new or has gone. A module of a track has its name. Of
  // leaves that keep their own versions those are told of that another version took the place of.
  struct Module {
    std::string path;
    std::string track;
    std::string before;                 // empty: it is new
    std::string after;                  // empty: it has gone
    std::string cause;                  // what gives it that version; empty where that is not known
    std::vector<std::string> affected;  // leaves that were there and use it
    std::vector<std::string> owners =
        {};  // the leaves whose own version it is, if it is not the set's
    // Where leaves took it from: a track, or a leaf with its own versions; empty: the set. Then nothing
    // was added or has gone, and both versions may be the same.
    std::optional<std::string> moved_from = {};
  };
  // Leaf is one with another version, a new one or one that has gone.
  struct Leaf {
    std::string name;
    std::string before;  // version, or where it comes from; empty: it is new
    std::string after;   // likewise; empty: it has gone
  };
  // HeldBack is something that was asked for and not done.
  struct HeldBack {
    std::string what;  // "golang.org/x/net v0.60.0"
    std::string at;    // the version that it stays at; may be empty
    std::string reason;
    std::vector<std::string> notes;
    bool is_unknown = false;  // which versions there are could not be looked up

    // in_track is a module that a track keeps at a version, for its reason.
    static HeldBack in_track(const std::string& what, const std::string& track,
                             const std::string& at, const std::string& reason) {
      return {what + " in track " + track, at, reason, {}};
    }
  };
  // Exception is a leaf that has not all that the others have, where that is new.
  struct Exception {
    std::string leaf;
    std::string what;
    std::string reason;
  };
  struct Go {
    std::string before;
    std::string after;
    std::string who;
    std::vector<std::string> chain;  // who requires that, from the direct requirer up to a leaf
  };

  std::vector<Module> modules;  // by path, then by track
  std::vector<Leaf> leaves;     // by name
  std::vector<Exception> exceptions;
  std::vector<Unused> dropped;  // pins that were taken out of goset.toml
  std::vector<HeldBack> held_back;
  std::optional<Go> go;  // where the set needs a newer Go than before

  // What is built anew: parts of modules, and leaves that were there before; and of how many.
  std::size_t rebuilt_parts = 0;
  std::size_t parts = 0;
  std::vector<std::string> rebuilt_leaves;
  std::vector<std::string> untouched_leaves;

  std::vector<std::string> files;  // that are written, as messages name them

  // Reasons are why a new lock is as it is.
  struct Reasons {
    // What gives a module of the set its version, where that is another than before, by path; and
    // who requires the module that states the highest go line, from its direct requirer up.
    std::map<std::string, std::string> causes;
    std::vector<std::string> go_chain;
  };
  // of compares two locks; `graph` is that of the new one.
  static SetChange of(const std::optional<Lock>& before, const Lock& after, const SetGraph& graph,
                      const Reasons& reasons);
};

// origin names what a leaf is built from: its version, or its directory or archive.
std::string origin(const SetLeaf& leaf);

}  // namespace goset
