#include "goset/app/prefetch.hpp"

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <future>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "goset/app/nix_store.hpp"
#include "goset/error.hpp"
#include "goset/fetch/fetch_module.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/scratch_processes.hpp"
#include "goset/store/folder.hpp"

// The sources of a set come from the cache or the proxies as for `goset lock`, are compared with
// the lock, unpacked side by side in a temporary directory, and given to Nix many at a time, while
// the next ones come in.

namespace goset {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_at_once = 64;             // sources that Nix is given
constexpr std::uint64_t most_bytes = 256ULL << 20U;  // and their size, about

// Wanted is one source, and where it lies in the store.
struct Wanted {
  LockedSource locked;
  std::string path;
};

// in_background does something on a thread, or if there is none, when its end is waited for.
template <typename Run>
std::future<void> in_background(const Run& run) {
  try {
    return std::async(std::launch::async, run);
  } catch (const std::system_error&) {
    return std::async(std::launch::deferred, run);
  }
}

class Prefetch {
 public:
  Prefetch(const std::map<ModuleVersion, LockedSource>& sources, const std::string& uri,
           Session& session, const std::function<void(std::size_t, std::size_t)>& progress)
      : progress_(progress),
        session_(session),
        sources_(sources),
        store_(scratch_.processes, uri) {}

  // run returns how many sources are new in the store.
  std::size_t run() {
    find_missing();
    ModuleSource source(
        session_.proxy, session_.cache,
        [this](const ModuleVersion& m, bool go_mod) { return claims(m, go_mod); },
        session_.threads);
    for (const auto& [m, wanted] : missing_) source.want_zip(m);
    std::size_t arrived = 0;
    while (std::optional<ModuleSource::Arrival> arrival = source.next()) {
      progress_(++arrived, missing_.size());
      try {
        unpack(*arrival);
      } catch (const SecurityError&) {
        failures_.push_back({0, arrival->module, std::current_exception()});
      } catch (const Error&) {
        failures_.push_back({1, arrival->module, std::current_exception()});
      }
    }
    hand_over();
    finish();
    throw_first_failure();
    return missing_.size();
  }

 private:
  // Batch is what Nix is given at a time.
  struct Batch {
    fs::path directory;
    std::vector<fs::path> trees;
    std::vector<std::string> paths;  // where Nix must put them
    std::uint64_t bytes = 0;
  };

  struct Failure {
    int order;  // 0: a checksum does not fit; 1: anything else
    ModuleVersion module;
    std::exception_ptr fault;
  };

  void find_missing() {
    std::map<ModuleVersion, Wanted> all;
    std::vector<std::string> paths;
    for (const auto& [m, source] : sources_) {
      // The lock's reader has taken no other hash.
      const Sha256Digest nar = encoding::from_sri(source.hash).value();
      const std::string path = store_.path(nar, source_name(m));
      all[m] = {source, path};
      paths.push_back(path);
    }
    const std::set<std::string> missing = store_.missing(paths);
    for (const auto& [m, wanted] : all) {
      if (missing.contains(wanted.path)) missing_.emplace(m, wanted);
    }
  }

  std::vector<ModuleSource::Claim> claims(const ModuleVersion& m, bool go_mod) const {
    const auto found = missing_.find(m);
    if (go_mod || found == missing_.end() || found->second.locked.sum.empty()) return {};
    return {{Folder::lock_name, {found->second.locked.sum}}};
  }

  void unpack(const ModuleSource::Arrival& arrival) {
    if (arrival.fault) std::rethrow_exception(arrival.fault);
    const Wanted& wanted = missing_.at(arrival.module);
    if (const std::string hash = encoding::sri(arrival.facts->nar); hash != wanted.locked.hash) {
      throw SecurityError(
          fmt::format("{}: its source is not the one that was locked", arrival.module.str()),
          {fmt::format("it is      {}", hash),
           fmt::format("{} says {}", Folder::lock_name, wanted.locked.hash)});
    }
    const fs::path tree = batch_.directory / source_name(arrival.module);
    fetch_module(session_.proxy, session_.cache, arrival.module, tree);
    batch_.trees.push_back(tree);
    batch_.paths.push_back(wanted.path);
    batch_.bytes += arrival.facts->unpacked_size;
    if (batch_.trees.size() >= most_at_once || batch_.bytes >= most_bytes) hand_over();
  }

  Batch new_batch() {
    Batch batch;
    batch.directory = scratch_.directory.path() / std::to_string(++batches_);
    fs::create_directory(batch.directory);
    return batch;
  }

  // hand_over waits for the batch before and starts with this one.
  void hand_over() {
    finish();
    adding_ = in_background([this, batch = std::exchange(batch_, new_batch())] {
      if (!batch.trees.empty() && store_.add(batch.trees) != batch.paths) {
        throw Error("nix-store put sources elsewhere than their hashes say",
                    {"were files in the cache or in TMPDIR changed meanwhile? run it again"});
      }
      fs::remove_all(batch.directory);
    });
  }

  void finish() {
    if (adding_.valid()) adding_.get();
  }

  // throw_first_failure reports a checksum that does not fit before anything else.
  void throw_first_failure() const {
    const Failure* worst = nullptr;
    for (const Failure& failure : failures_) {
      if (!worst ||
          std::pair(failure.order, failure.module) < std::pair(worst->order, worst->module)) {
        worst = &failure;
      }
    }
    if (worst) std::rethrow_exception(worst->fault);
  }

  const std::function<void(std::size_t, std::size_t)>& progress_;
  Session& session_;
  const std::map<ModuleVersion, LockedSource>& sources_;
  std::map<ModuleVersion, Wanted> missing_;
  ScratchProcesses scratch_;
  NixStore store_;
  std::size_t batches_ = 0;
  Batch batch_ = new_batch();
  std::vector<Failure> failures_;
  std::future<void> adding_;
};

}  // namespace

std::map<ModuleVersion, LockedSource> sources_of(const GoSet& set) {
  std::map<ModuleVersion, LockedSource> sources;
  set.each_module([&](const std::string& path, const SetModule& module, const std::string&) {
    if (module.hash.empty()) return;
    sources[module.source_module(path)] = {module.hash, module.sum};
  });
  for (const auto& [name, leaf] : set.leaves) {
    if (leaf.version.empty() || leaf.hash.empty()) continue;
    sources[{leaf.module, leaf.version}] = {leaf.hash, leaf.sum};
  }
  return sources;
}

std::size_t prefetch(const std::map<ModuleVersion, LockedSource>& sources, const std::string& uri,
                     Session& session,
                     const std::function<void(std::size_t, std::size_t)>& progress) {
  return Prefetch(sources, uri, session, progress).run();
}

}  // namespace goset
