#include <fmt/format.h>

#include <cstdio>
#include <future>
#include <memory>
#include <utility>

#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/nix_store.hpp"
#include "goset/app/session.hpp"
#include "goset/fetch/fetch_module.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/scratch_processes.hpp"
#include "goset/store/folder.hpp"
#include "terminal.hpp"

// The sources of a set come from the cache or the proxies as for `goset lock`, are compared with
// the lock, unpacked side by side in a temporary directory, and given to Nix many at a time, while
// the next ones come in.

namespace goset::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_at_once = 64;             // sources that Nix is given
constexpr std::uint64_t most_bytes = 256ULL << 20U;  // and their size, about

// Wanted is one source as the lock states it.
struct Wanted {
  std::string hash;  // SRI of the NAR
  std::string sum;   // `h1:` of the zip
  std::string path;  // in the store
};
using Sources = std::map<ModuleVersion, Wanted>;

// sources_of lists what is fetched as a module: modules, those of tracks, and leaves of the proxy.
Sources sources_of(const GoSet& set) {
  Sources sources;
  const auto add = [&](const std::map<std::string, SetModule>& modules) {
    for (const auto& [path, module] : modules) {
      if (module.hash.empty()) continue;
      sources[module.source_module(path)] = {module.hash, module.sum, ""};
    }
  };
  add(set.modules);
  for (const auto& [name, track] : set.tracks) add(track.modules);
  for (const auto& [name, leaf] : set.leaves) {
    if (leaf.version.empty() || leaf.hash.empty()) continue;
    sources[{leaf.module, leaf.version}] = {leaf.hash, leaf.sum, ""};
  }
  return sources;
}

class Prefetch {
 public:
  Prefetch(const Options& options, Sources sources, std::string store)
      : progress_(options.quiet),
        session_(options),
        sources_(std::move(sources)),
        scratch_("goset-prefetch"),
        store_(scratch_.processes, std::move(store)) {}

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
      progress_.show(fmt::format("{} of {}", ++arrived, plural(missing_.size(), "source")));
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
    progress_.clear();
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
    std::vector<std::string> paths;
    for (auto& [m, wanted] : sources_) {
      const std::optional<Sha256Digest> nar = encoding::from_sri(wanted.hash);
      if (!nar) throw Error(fmt::format("{}: {}: no SHA-256", Folder::lock_name, wanted.hash));
      wanted.path = store_.path(*nar, source_name(m));
      paths.push_back(wanted.path);
    }
    const std::set<std::string> missing = store_.missing(paths);
    for (const auto& [m, wanted] : sources_) {
      if (missing.contains(wanted.path)) missing_.emplace(m, wanted);
    }
  }

  std::vector<ModuleSource::Claim> claims(const ModuleVersion& m, bool go_mod) const {
    const auto found = missing_.find(m);
    if (go_mod || found == missing_.end() || found->second.sum.empty()) return {};
    return {{Folder::lock_name, {found->second.sum}}};
  }

  void unpack(const ModuleSource::Arrival& arrival) {
    if (arrival.fault) std::rethrow_exception(arrival.fault);
    const Wanted& wanted = missing_.at(arrival.module);
    if (const std::string hash = encoding::sri(arrival.facts->nar); hash != wanted.hash) {
      throw SecurityError(
          fmt::format("{}: its source is not the one that was locked", arrival.module.str()),
          {fmt::format("it is      {}", hash),
           fmt::format("{} says {}", Folder::lock_name, wanted.hash)});
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
    adding_ = std::async(std::launch::async, [this, batch = std::exchange(batch_, new_batch())] {
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

  Progress progress_;
  Session session_;
  Sources sources_;
  Sources missing_;
  ScratchProcesses scratch_;
  NixStore store_;
  std::size_t batches_ = 0;
  Batch batch_ = new_batch();
  std::vector<Failure> failures_;
  std::future<void> adding_;
};

struct PrefetchOptions {
  std::string store;
};

int prefetch(const Options& options, const PrefetchOptions& prefetch) {
  const Folder folder(options.directory);
  const Sources sources = sources_of(need_lock(folder).set);
  const std::size_t count = sources.size();
  const std::size_t fresh = Prefetch(options, sources, prefetch.store).run();
  if (!options.quiet) fmt::print("{} in the store ({} new)\n", plural(count, "source"), fresh);
  return exit_ok;
}

}  // namespace

void add_prefetch(CLI::App& app, Run& run) {
  auto options = std::make_shared<PrefetchOptions>();
  CLI::App* const command =
      app.add_subcommand("prefetch", "Put the sources of the set into the Nix store");
  command->add_option("--store", options->store, "another store than this machine's, for Nix")
      ->type_name("URI");
  command->footer(
      "A build then downloads nothing and needs no password: its source derivations\n"
      "are made already. Sources that are there are left alone.\n"
      "\n"
      "Examples:\n"
      "  goset prefetch\n"
      "  goset prefetch --store ssh-ng://builder");
  command->callback([&run, options] {
    run = [options](const Options& global) { return prefetch(global, *options); };
  });
}

}  // namespace goset::cli
