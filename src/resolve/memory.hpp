#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kept_walk.hpp"
#include "misfit.hpp"
#include "universe.hpp"
#include "view.hpp"

namespace goset::resolve {

class MemoryReader;

// WrongMemory is thrown if a look that was recalled comes to something else when it is made.
struct WrongMemory {};

// Memory keeps what looks at leaves came to, in this resolution and in earlier ones, of the same
// set or of another: see memory.cpp. It is for leaves that say what they are (see
// LeafToResolve::identity).
class Memory {
 public:
  explicit Memory(Universe& universe);

  ~Memory();

  // open takes bytes from an earlier resolution; damaged or older ones count for nothing. `shared` are
  // replacements for all leaves.
  void open(std::shared_ptr<const std::string> bytes, const Replacements& shared);
  // own_list returns what a leaf selects alone, null if that is not known. Whether the go.mod files
  // that it read are as they were is the caller's to see.
  std::shared_ptr<const BuildList> own_list(const LeafState& leaf) const;
  bool has_own_lists() const { return !own_lists_.empty(); }
  // begin makes it ready for leaves whose own build lists are known.
  void begin(const std::vector<std::unique_ptr<LeafState>>& leaves);
  // number prepares for everything that the universe knows by now. Call it while one thread runs.
  void number();

  // recall gives a leaf the outcome of a look that is known, without list and walk. Several threads
  // may recall and keep, each for leaves of its own.
  bool recall(const Outlook& outlook, LeafState& leaf);
  // keep adds the look at a leaf for which recall returned false.
  void keep(const Outlook& outlook, LeafState& leaf);
  // restore gives a leaf whose look was recalled its list, with these requirements, and its walk,
  // where they were kept and facts agree. Facts that are not known are loaded.
  bool restore(LeafState& leaf, Requirements requirements, const KnownFacts& facts,
               const Loader::Load& load);
  // keep_walk is for a leaf whose list and walk were made after its look was recalled.
  void keep_walk(const LeafState& leaf);
  // raised returns what keep_raised kept of a fault of a leaf's look: see Explainer::raised. `fault`
  // counts in Look::faults.
  const std::vector<VersionId>* raised(const LeafState& leaf, std::size_t fault);
  void keep_raised(const LeafState& leaf, std::size_t fault, std::vector<VersionId> raised);

  // misfits returns what keep_misfits kept of a leaf's look; null for nothing.
  const std::vector<Misfit>* misfits(const LeafState& leaf);
  void keep_misfits(const LeafState& leaf, std::vector<Misfit> misfits);

  // turn_off forgets everything, for good.
  void turn_off();
  bool is_empty() const;
  // go_mods returns the modules whose go.mod files the recalled looks have read, each with a leaf
  // that sees it; once for all leaves that see the same.
  std::vector<std::pair<const LeafState*, VersionId>> go_mods(
      const std::vector<std::unique_ptr<LeafState>>& leaves) const;
  // bytes returns what there is to know for the next resolution, lists and walks as the leaves have
  // them now; nullopt for nothing new.
  std::optional<std::string> bytes(const std::vector<std::unique_ptr<LeafState>>& leaves) const;

 private:
  using Digest = std::array<std::uint8_t, 16>;
  // Minded is a path on which a look depended, besides those that each look at the leaf does.
  struct Minded {
    PathId path;
    VersionId version;
    bool is_needed;
  };
  struct Kept {
    Digest key{};
    std::vector<Minded> beyond;
    std::uint32_t needed = 0;
    std::vector<PathId> newly_required;
    std::vector<Look::Fault> faults;
    std::vector<std::pair<std::uint32_t, std::vector<VersionId>>> raised;  // by fault
    std::optional<std::vector<Misfit>> misfits;
    std::uint32_t places = 0;
    std::vector<std::pair<PathId, VersionId>> brought_in;
    std::vector<VersionId> read;           // go.mod files that the leaf alone does not read
    std::shared_ptr<const KeptWalk> walk;  // from an earlier resolution; only of the last look
    bool is_recalled = false;
    bool is_new = false;  // kept by this resolution
  };
  struct LeafMemory {
    bool is_on = false;
    std::vector<PathId> minds;  // what each look depends on; in an order of their texts
    Digest self{};              // of what the leaf is, and what of it each look depends on
    Digest key{};               // of the last look
    std::vector<NeedList> needed;
    std::vector<std::shared_ptr<const Places>> places;
    std::vector<Kept> kept;
    std::string_view written;     // the bytes that this was read from; see MemoryReader::written
    std::uint32_t last_look = 0;  // with a walk, there; from 1
  };
  // OwnList is what a leaf selects alone, without requirements.
  struct OwnList {
    BuildList list;
    std::string_view written;
  };
  friend class MemoryWriter;
  friend class MemoryReader;

  // of returns what is known of a leaf, null if nothing is kept of it; look_of what was kept of its
  // look.
  LeafMemory* of(const LeafState& leaf);
  Kept* look_of(const LeafState& leaf);
  Digest key_of(const LeafMemory& memory, const Outlook& outlook, const LeafState& leaf) const;
  bool is_same(const Kept& kept, const Outlook& outlook, const LeafState& leaf) const;
  Digest identity_of(const LeafState& leaf) const;
  LeafMemory about(const LeafState& leaf) const;

  Universe& universe_;
  Answers answers_;                        // of the walks
  std::string world_;                      // what all looks depend on
  std::map<Digest, OwnList> own_lists_;    // from an earlier resolution
  std::unique_ptr<MemoryReader> reader_;   // of that
  std::vector<LeafMemory> leaves_;         // by position
  Table<VersionId, std::uint64_t> marks_;  // stand for versions, in every resolution the same
  Table<PathId, std::uint64_t> path_marks_;
};

}  // namespace goset::resolve
