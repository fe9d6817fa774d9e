#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/resolve/resolution.hpp"
#include "goset/set/change.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// Relocked is a new lock and how it came about.
struct Relocked {
  Lock lock;
  SetGraph graph;  // of its set
  // How many modules (leaves among them) each witness vouched for ("go.sum", the checksum
  // database's name), and for how many (candidates too) nobody did, by reason ("GOSUMDB=off").
  std::map<std::string, std::size_t> verified;
  std::map<std::string, std::size_t> unverified;
  SetChange::Reasons reasons;
  std::set<std::string> without_program;  // leaves that were read and have no main package
  std::size_t new_archives = 0;           // leaves whose source archive was never locked before
  std::uint64_t bytes = 0;
  std::uint64_t downloads = 0;
  std::size_t from_cache = 0;  // modules that were read in this run, and not downloaded

  // count_witnesses sets `verified` and `unverified` to what the lock says.
  void count_witnesses();
};

// relock resolves a manifest: leaves, requirements, build list, import graph, set. What `old` knows
// of module versions that stay is taken from there, and their parts too unless `compact`. Throws
// Error and SecurityError; writes nothing but the download cache. `progress` is called now and then
// with a line about what goes on.
Relocked relock(const Manifest& manifest, const std::filesystem::path& directory,
                const std::optional<Lock>& old, Session& session,
                const std::function<void(const std::string&)>& progress, bool compact = false);

// with_resolution resolves in the same way, and hands what it found to `use` instead of making a
// lock of it. With `is_current` the old lock is the one that would come out: then most of it is
// taken from there.
void with_resolution(const Manifest& manifest, const std::filesystem::path& directory,
                     const std::optional<Lock>& old, bool is_current, Session& session,
                     const std::function<void(const std::string&)>& progress,
                     const std::function<void(const resolve::Resolution&)>& use);

// lock_alone makes the lock that a set of one leaf would have, at the leaf's own versions: without the
// pins, replacements and tracks of the manifest. `old` is the set's lock.
Lock lock_alone(Manifest manifest, const std::filesystem::path& directory, const Lock& old,
                Session& session, const std::string& leaf,
                const std::function<void(const std::string&)>& progress);

// own_build_list resolves one leaf by itself: path to version, as `go list -m all` says there.
std::map<std::string, std::string> own_build_list(const Manifest& manifest,
                                                  const std::filesystem::path& directory,
                                                  const std::optional<Lock>& old, Session& session,
                                                  const std::string& leaf);

}  // namespace goset
