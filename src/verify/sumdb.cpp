#include "goset/verify/sumdb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "goset/hash/encoding.hpp"

// All lookups run at once while other work goes on, and are verified together at the end: the
// newest of the trees that came with them (or were seen before) is taken for the log, and
// everything else must be in it. That needs some hundred tiles for a thousand modules, all in one
// round. A record or an older tree that the newest tree does not have is a lie that the two
// signatures prove.

namespace goset {

namespace {

constexpr const char* what_to_do =
    "nothing was written; try again, or see `go help module-auth` about GOSUMDB";

constexpr const char* tampered = "nothing was written: the answer was tampered with";

// verdict is the last note of an error about what a database sent.
std::string verdict(const Error& error) {
  return dynamic_cast<const SecurityError*>(&error) ? tampered : "nothing was written";
}

Error unverified(const ModuleVersion& m, std::vector<std::string> notes) {
  return Error(fmt::format("{}: not verified", m.str()), std::move(notes));
}

// A tile has 8 KiB, and a record a few lines.
constexpr std::uint64_t most_answer_bytes = 64 << 10;

std::string lookup_path(const ModuleVersion& m) {
  return fmt::format("lookup/{}@{}", module::escape_path(m.path),
                     module::escape_version(m.version));
}

}  // namespace

Sumdb::Sumdb(SumdbSettings settings, Goproxy& proxy, SumdbCache cache)
    : settings_(std::move(settings)), proxy_(proxy), cache_(std::move(cache)) {
  if (!settings_.url.empty()) base_ = settings_.url;
}

// --- where to ask -------------------------------------------------------------------------------

void Sumdb::find_base() {
  if (std::exchange(looking_for_base_, true)) return;
  try_proxy(0);
}

// try_proxy asks a proxy whether it passes the database on; the first that does is used, and
// without any, the database itself.
void Sumdb::try_proxy(std::size_t i) {
  const std::vector<ProxyList::Entry>& entries = proxy_.proxies().entries;
  if (i == entries.size() || entries[i].kind != ProxyList::Kind::url) {
    return found_base("https://" + name());
  }
  const ProxyList::Entry& entry = entries[i];
  const std::string base = fmt::format("{}/sumdb/{}", entry.url, name());
  proxy_.exchange().get(
      {base + "/supported", most_answer_bytes}, [this, i, entry, base](Exchange::Reply reply) {
        if (reply.status == 200) return found_base(base);
        const bool not_found = reply.status == 404 || reply.status == 410;
        if (not_found || entry.fall_through_on_error) return try_proxy(i + 1);
        no_base_ =
            Error(fmt::format("the checksum database {} can't be asked", name()),
                  {fmt::format("{}: {}", without_credentials(entry.url), describe_failure(reply)),
                   what_to_do});
        found_base("");
      });
}

void Sumdb::found_base(std::string base) {
  if (!no_base_) base_ = std::move(base);
  for (const std::function<void()>& then : std::exchange(after_base_, {})) then();
}

// fetch gets a file of the database. A reply without status or fault says that it can't be asked.
void Sumdb::fetch(const std::string& path, std::function<void(Exchange::Reply)> then) {
  if (!base_ && !no_base_) {
    after_base_.push_back([this, path, then = std::move(then)] { fetch(path, then); });
    return find_base();
  }
  if (no_base_) return then({});
  proxy_.exchange().get({fmt::format("{}/{}", *base_, path), most_answer_bytes}, std::move(then));
}

// --- lookups ------------------------------------------------------------------------------------

void Sumdb::want(const ModuleVersion& m) {
  if (known_.insert(m).second) look_up(m);
}

void Sumdb::look_up(const ModuleVersion& m) {
  Lookup& lookup = lookups_[m] = {};
  if (std::optional<std::string> text = cached(lookup_path(m))) {
    lookup.text = std::move(*text);
    lookup.from_cache = true;
    return;
  }
  if (proxy_.offline()) {
    lookup.fault = unverified(m, {"its checksum is not in the cache, and this run is offline"});
    return;
  }
  ++open_;
  fetch(lookup_path(m), [this, m](Exchange::Reply reply) {
    --open_;
    Lookup& waiting = lookups_[m];
    if (reply.status == 200) {
      waiting.text = std::move(reply.body);
    } else if (!no_base_ && (reply.status == 404 || reply.status == 410)) {
      waiting.fault = unverified(
          m, {fmt::format("the checksum database {} does not know it", name()),
              fmt::format("{}: {}", without_credentials(*base_), describe_failure(reply)),
              "nothing was written; name private modules in GOPRIVATE or GONOSUMDB"});
    } else {
      const Error fault = cannot_ask(lookup_path(m), reply);
      std::vector<std::string> notes{fault.message()};
      notes.insert(notes.end(), fault.notes().begin(), fault.notes().end());
      waiting.fault = unverified(m, std::move(notes));
    }
  });
}

// cannot_ask says so of the database, and what to do.
Error Sumdb::cannot_ask(const std::string& path, const Exchange::Reply& reply) const {
  if (no_base_) return *no_base_;
  return Error(fmt::format("the checksum database {} can't be asked", name()),
               {fmt::format("{}/{}:", without_credentials(*base_), path), describe_failure(reply),
                what_to_do});
}

void Sumdb::wait() {
  while (open_ > 0 && proxy_.exchange().turn()) {
  }
}

// finish takes a fault that a damaged cache can cause for that first, and asks anew for all that
// came out of one.
void Sumdb::finish() {
  wait();
  if (lookups_.empty()) return;
  throw_fault();
  try {
    verify_all();
  } catch (const Error&) {
    if (!used_cache_ || proxy_.offline()) throw;
    const std::exception_ptr fault = std::current_exception();
    ignore_cache_ = true;
    for (const auto& [m, lookup] : lookups_) {
      if (lookup.from_cache) look_up(m);
    }
    wait();
    try {
      throw_fault();
      verify_all();
    } catch (const SecurityError&) {
      throw;
    } catch (const Error&) {  // says less than the first
      std::rethrow_exception(fault);
    }
  }
  lookups_.clear();
}

void Sumdb::throw_fault() const {
  for (const auto& [m, lookup] : lookups_) {
    if (lookup.fault) throw *lookup.fault;
  }
}

void Sumdb::verify_all() {
  std::vector<std::pair<ModuleVersion, tlog::Record>> records;
  std::vector<Head> heads = known_heads();
  std::int64_t known_size = 0;
  for (const Head& head : heads) known_size = std::max(known_size, head.tree.size);
  for (const auto& [m, lookup] : lookups_) {
    try {
      records.emplace_back(m, tlog::parse_record(lookup.text));
      const tlog::Record& record = records.back().second;
      // The tree of an answer that was kept has been compared when it came. That its record is in
      // a tree which is known is proven again below.
      if (lookup.from_cache && record.id < known_size) continue;
      heads.push_back(open(record.tree_note, "the answer for " + m.str()));
    } catch (Error& error) {
      error.add_note(fmt::format("in the answer of {} for {}", name(), m.str()));
      error.add_note(verdict(error));
      throw;
    }
  }
  const Head newest =
      *std::max_element(heads.begin(), heads.end(),
                        [](const Head& a, const Head& b) { return a.tree.size < b.tree.size; });
  const Files proven = verify(records, heads, newest);
  SumFile sums;
  for (const auto& [m, record] : records) take(m, SumFile::parse(name(), record.text), sums);
  sums_.add(sums);
  for (const auto& [path, text] : proven) keep(path, text);
  for (const auto& [m, lookup] : lookups_) {
    if (!lookup.from_cache) keep(lookup_path(m), lookup.text);
  }
  keep_latest(newest);
}

SecurityError Sumdb::lie(const ModuleVersion& m, std::string what) const {
  return SecurityError(fmt::format("{}: false answer of {}", m.str(), name()),
                       {std::move(what), tampered});
}

// take adds what a record says of the module that was asked about. A true record of another module
// is no answer, and would leave this one without a checksum.
void Sumdb::take(const ModuleVersion& m, const SumFile& record, SumFile& sums) const {
  if (record.zip_hashes(m).empty() || record.mod_hashes(m).empty()) {
    throw lie(m, "it is about another module");
  }
  for (const std::string& hash : record.zip_hashes(m)) sums.add_zip(m, hash);
  for (const std::string& hash : record.mod_hashes(m)) sums.add_mod(m, hash);
}

Sumdb::Head Sumdb::open(const std::string& note, std::string origin) const {
  return {tlog::parse_tree(note::open(note, *settings_.verifier)), note, std::move(origin)};
}

// known_heads returns the trees that were seen before, by goset and by the go command. What the
// database has not signed was never a tree: the file is damaged, and ours will be replaced.
std::vector<Sumdb::Head> Sumdb::known_heads() const {
  std::vector<Head> heads;
  for (const SumdbCache::File& file : cache_.latest(name())) {
    try {
      heads.push_back(open(file.text, file.path.string()));
    } catch (const Error&) {
      continue;
    }
  }
  return heads;
}

// --- proofs -------------------------------------------------------------------------------------

// verify proves that all records and all trees are in the newest one; it returns the tiles that
// were fetched for that.
Sumdb::Files Sumdb::verify(const std::vector<std::pair<ModuleVersion, tlog::Record>>& records,
                           const std::vector<Head>& heads, const Head& newest) {
  std::map<tlog::Tree, const Head*> trees;
  for (const Head& head : heads) trees.emplace(head.tree, &head);
  std::vector<std::int64_t> indexes;
  for (const auto& [m, record] : records) {
    if (record.id >= newest.tree.size) {
      throw lie(m, fmt::format("it is record {} of a log of {}", record.id, newest.tree.size));
    }
    indexes.push_back(tlog::stored_index(0, record.id));
  }
  for (const auto& [tree, head] : trees) {
    const std::vector<std::int64_t> parts = tlog::tree_indexes(tree.size);
    indexes.insert(indexes.end(), parts.begin(), parts.end());
  }
  const tlog::Reading reading(newest.tree, indexes);
  std::vector<bool> fetched(reading.tiles().size());
  const std::vector<std::string> data = tiles(reading.tiles(), fetched);
  std::vector<tlog::Hash> hashes;
  try {
    hashes = reading.hashes(data);
  } catch (Error& error) {
    error.add_note(fmt::format("in the tiles of the checksum database {}", name()));
    error.add_note(verdict(error));
    throw;
  }
  auto next = hashes.begin();
  for (const auto& [m, record] : records) {
    if (*next++ == tlog::record_hash(record.text)) continue;
    throw lie(m, "it is not in the log that the database has signed");
  }
  for (const auto& [tree, head] : trees) {
    const std::size_t count = tlog::tree_indexes(tree.size).size();
    const tlog::Hash found = tlog::tree_hash({next, next + static_cast<std::ptrdiff_t>(count)});
    next += static_cast<std::ptrdiff_t>(count);
    if (found != tree.hash) report_fork(*head, newest, found);
  }
  Files proven;
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (fetched[i]) proven.emplace_back(reading.tiles()[i].path(), data[i]);
  }
  return proven;
}

void Sumdb::report_fork(const Head& older, const Head& newer, const tlog::Hash& found) const {
  std::vector<std::string> notes{
      fmt::format("{} signed two logs that contradict each other; keep this as proof:", name())};
  for (const Head* head : {&older, &newer}) {
    notes.push_back(fmt::format("{} has", head->origin));
    std::istringstream lines(head->note);
    for (std::string line; std::getline(lines, line);) notes.push_back("  " + line);
  }
  notes.push_back(
      fmt::format("of which the second gives, for the first {} records,", older.tree.size));
  notes.push_back("  " + encoding::base64(found));
  notes.push_back("nothing was written");
  throw SecurityError(fmt::format("the checksum database {} is lying", name()), std::move(notes));
}

// tiles returns the bytes of tiles, from the cache or the database; `fetched` says which are new.
std::vector<std::string> Sumdb::tiles(const std::vector<tlog::Tile>& tiles,
                                      std::vector<bool>& fetched) {
  std::vector<std::string> data(tiles.size());
  tile_fault_.reset();
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const tlog::Tile& tile = tiles[i];
    const std::size_t size = static_cast<std::size_t>(tile.width) * sizeof(tlog::Hash);
    tlog::Tile full = tile;
    full.width = tlog::Tile::full;
    for (const tlog::Tile& known : {tile, full}) {
      if (!data[i].empty()) continue;
      if (std::optional<std::string> text = cached(known.path())) data[i] = text->substr(0, size);
    }
    if (data[i].size() == size) continue;
    if (proxy_.offline()) {
      throw Error(
          fmt::format("the checksum database {} can't be asked: this run is offline", name()));
    }
    data[i].clear();
    fetched[i] = true;
    fetch_tile(tile, data[i]);
  }
  wait();
  if (tile_fault_) throw *tile_fault_;
  return data;
}

// fetch_tile gets a tile; one that is not full may be there only as the full one by now.
void Sumdb::fetch_tile(const tlog::Tile& tile, std::string& into) {
  ++open_;
  fetch(tile.path(), [this, tile, &into](Exchange::Reply reply) {
    --open_;
    if (reply.status == 200) {
      into = std::move(reply.body);
      return;
    }
    if (tile.width != tlog::Tile::full && (reply.status == 404 || reply.status == 410)) {
      tlog::Tile full = tile;
      full.width = tlog::Tile::full;
      ++open_;
      const std::size_t size = static_cast<std::size_t>(tile.width) * sizeof(tlog::Hash);
      fetch(full.path(), [this, full, size, &into](Exchange::Reply whole) {
        --open_;
        into = whole.body.substr(0, size);
        if (whole.status != 200) note_tile_fault(full, whole);
      });
      return;
    }
    note_tile_fault(tile, reply);
  });
}

void Sumdb::note_tile_fault(const tlog::Tile& tile, const Exchange::Reply& reply) {
  if (!tile_fault_) tile_fault_ = cannot_ask(tile.path(), reply);
}

// --- the cache ----------------------------------------------------------------------------------

std::optional<std::string> Sumdb::cached(const std::string& path) {
  if (ignore_cache_) return std::nullopt;
  std::optional<std::string> text = cache_.find(name() + "/" + path);
  used_cache_ = used_cache_ || text;
  return text;
}

void Sumdb::keep(const std::string& path, const std::string& text) const {
  cache_.keep(name() + "/" + path, text);
}

// keep_latest moves the latest tree forward, and never back.
void Sumdb::keep_latest(const Head& newest) const {
  cache_.keep_latest(name(), newest.note, [&](const std::string& known) {
    try {
      return newest.tree.size > open(known, "").tree.size;
    } catch (const Error&) {
      return true;
    }
  });
}

}  // namespace goset
