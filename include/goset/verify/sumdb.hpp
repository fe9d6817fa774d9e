#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/go/sum_file.hpp"
#include "goset/verify/sumdb_cache.hpp"
#include "goset/verify/sumdb_settings.hpp"
#include "goset/verify/tlog.hpp"

namespace goset {

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
  using Files = std::vector<std::pair<std::string, std::string>>;  // path and text
  void find_base();
  void try_proxy(std::size_t i);
  void found_base(std::string base);
  void fetch(const std::string& path, std::function<void(Exchange::Reply)> then);
  void look_up(const ModuleVersion& m);
  Error cannot_ask(const std::string& path, const Exchange::Reply& reply) const;
  void wait();
  void throw_fault() const;
  void verify_all();
  Head open(const std::string& note, std::string origin) const;
  void take(const ModuleVersion& m, const SumFile& record, SumFile& sums) const;
  std::vector<Head> known_heads() const;
  Files verify(const std::vector<std::pair<ModuleVersion, tlog::Record>>& records,
               const std::vector<Head>& heads, const Head& newest);
  std::vector<std::string> tiles(const std::vector<tlog::Tile>& tiles, std::vector<bool>& fetched);
  void fetch_tile(const tlog::Tile& tile, std::string& into);
  void note_tile_fault(const tlog::Tile& tile, const Exchange::Reply& reply);
  std::optional<std::string> cached(const std::string& path);
  void keep(const std::string& path, const std::string& text) const;
  void keep_latest(const Head& newest) const;
  SecurityError lie(const ModuleVersion& m, std::string what) const;
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
  bool used_cache_ = false;
  bool ignore_cache_ = false;  // something in it is damaged
  SumFile sums_;
};

}  // namespace goset
