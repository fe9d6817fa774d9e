#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "goset/facts/module_scan.hpp"
#include "goset/facts/summary_cache.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/model/module_names.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

// FactCache keeps what one pass over a module zip found, one file a module version (the format is
// in fact_file.hpp), so that no zip is inflated twice on one machine. Whoever takes facts from it
// compares their `sum` with every claim, as for a zip just read. Files appear whole, by rename;
// parallel runs and threads are safe. A damaged or older file counts for nothing, a cache that
// can't be written is no error, and the directory may be deleted at any time.
class FactCache {
 public:
  static constexpr std::uint64_t default_limit = std::uint64_t{1} << 30;

  // Facts that were used least recently go when the files exceed `limit` bytes together; 0 keeps
  // nothing.
  explicit FactCache(std::filesystem::path directory, std::uint64_t limit = default_limit);

  // find returns the packages of a module, names what these export and use, find_all everything
  // else that was stored of it too; find_texts go.mod, go.sum and the hashes alone.
  std::optional<ModuleScan> find(const ModuleVersion& m) const;
  std::optional<ModuleNames> names(const ModuleVersion& m) const;
  std::optional<ZipFacts> find_all(const ModuleVersion& m) const;
  std::optional<ZipFacts> find_texts(const ModuleVersion& m) const;

  // store keeps facts; drop forgets them: some claim did not accept their `sum`. drop_go_mod does so
  // for a summary. With facts go all memories: they may come from them.
  void store(const ModuleVersion& m, const ZipFacts& facts);
  void drop(const ModuleVersion& m);
  void drop_go_mod(const ModuleVersion& m);

  // memory returns what was kept of the resolutions of the set in a folder, empty for nothing;
  // keep_memory keeps that. They count as facts do.
  std::string memory(const std::filesystem::path& folder) const;
  void keep_memory(const std::filesystem::path& folder, const std::string& bytes);

  // summaries are kept beside the facts, in one file.
  SummaryCache& summaries() { return summaries_; }

  // finish writes what waits and removes what exceeds the limit; call it at the end of a run. It
  // looks through the directory once a day, or where this run stored much.
  void finish();

  std::filesystem::path place(const ModuleVersion& m) const;

 private:
  std::filesystem::path memory_place(const std::filesystem::path& folder) const;
  void write(const std::filesystem::path& target, const std::string& bytes);
  void drop_memories();
  void trim();

  std::filesystem::path directory_;
  std::uint64_t limit_;
  RunDirectory scratch_;
  std::atomic<std::uint64_t> stored_ = 0;  // bytes, in this run
  std::atomic<bool> has_dropped_ = false;
  SummaryCache summaries_;
};

}  // namespace goset
