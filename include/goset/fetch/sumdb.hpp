#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/note.hpp"
#include "goset/fetch/tlog.hpp"
#include "goset/go/sum_file.hpp"

namespace goset {

// SumdbSettings is what GOSUMDB and GONOSUMDB say (`go help module-auth`).
struct SumdbSettings {
  std::optional<note::Verifier> verifier;  // absent: GOSUMDB=off
  std::string url;  // where GOSUMDB names a place; else a proxy or the database itself is asked
  std::string no_sumdb;  // modules that it is not asked about

  // parse throws Error for a malformed GOSUMDB.
  static SumdbSettings parse(std::string_view gosumdb, std::string no_sumdb);
  // skipped says why the database is not asked about a module ("GOSUMDB=off", "GONOSUMDB"); empty
  // where it is.
  std::string skipped(const std::string& module_path) const;
};

// SumdbCache keeps what was verified, laid out as the go command does below
// GOMODCACHE/cache/download/sumdb: lookups, tiles, and beside them the latest tree that was seen.
struct SumdbCache {
  std::filesystem::path directory;
  std::vector<std::filesystem::path> read_only;     // further ones of that layout
  std::vector<std::filesystem::path> other_latest;  // the go command's own, NAME/latest below
};

// Sumdb asks the Go checksum database about modules and believes nothing that it can't prove: each
// answer's signed tree, that all of them and the latest one seen before are one growing log, and
// that the record is in it. Specification: https://go.dev/design/25530-sumdb.
class Sumdb {
 public:
  Sumdb(SumdbSettings settings, Goproxy& proxy, SumdbCache cache);

  const SumdbSettings& settings() const { return settings_; }
  // name is that of the database; there is one.
  const std::string& name() const { return settings_.verifier->name(); }

  // want asks about a module version, once; the transfers run in turns of the exchange.
  void want(const ModuleVersion& m);
  // finish waits for all that is wanted, and verifies it. Throws SecurityError where the database
  // lies or contradicts itself, Error where it can't be asked or does not know a module.
  void finish();

  // sums is what it says of the modules that were wanted. After finish().
  const SumFile& sums() const { return sums_; }
  std::size_t lookups() const { return known_.size(); }

 private:
  struct Lookup {
    std::string text;
    bool from_cache = false;
    std::optional<Error> fault;
  };
  // Head is a signed tree and the note that says so.
  struct Head {
    tlog::Tree tree;
    std::string note;
    std::string origin;
  };
  void find_base();
  void try_proxy(std::size_t i);
  void found_base(std::string base);
  void fetch(const std::string& path, std::function<void(Exchange::Reply)> then);
  void look_up(const ModuleVersion& m);
  void wait();
  Head open(const std::string& note, std::string origin) const;
  void add_known_heads(std::vector<Head>& heads) const;
  void verify(const std::vector<std::pair<ModuleVersion, tlog::Record>>& records,
              const std::vector<Head>& heads, const Head& newest);
  std::vector<std::string> tiles(const std::vector<tlog::Tile>& tiles, std::vector<bool>& fetched);
  void fetch_tile(const tlog::Tile& tile, std::string& into);
  void note_tile_fault(const tlog::Tile& tile, const Exchange::Reply& reply);
  std::optional<std::string> cached(const std::string& name) const;
  void keep(const std::string& name, const std::string& text) const;
  void keep_latest(const Head& newest) const;
  [[noreturn]] void report_fork(const Head& older, const Head& newer,
                                const tlog::Hash& found) const;

  SumdbSettings settings_;
  Goproxy& proxy_;
  SumdbCache cache_;
  std::optional<std::string> base_;
  std::optional<Error> no_base_;
  bool looking_for_base_ = false;
  std::vector<std::function<void()>> after_base_;
  std::set<ModuleVersion> known_;
  std::map<ModuleVersion, Lookup> lookups_;  // not verified yet
  std::size_t open_ = 0;
  std::optional<Error> tile_fault_;
  SumFile sums_;
};

}  // namespace goset
