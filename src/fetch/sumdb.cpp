#include "goset/fetch/sumdb.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "goset/hash/encoding.hpp"

// All lookups run at once while other work goes on, and are verified together at the end: the
// newest of the trees that came with them (or were seen before) is taken for the log, and
// everything else must be in it. That needs some hundred tiles for a thousand modules, all in one
// round. A record or an older tree that the newest tree does not have is a lie that the two
// signatures prove.

namespace goset {

namespace fs = std::filesystem;

namespace {

// The go command's built-in databases (cmd/go/internal/modfetch/key.go).
constexpr std::string_view go_database = "sum.golang.org";
constexpr std::string_view go_database_key =
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
constexpr std::string_view go_database_in_china = "sum.golang.google.cn";

// check_name refuses what is no host with a path: it becomes part of URLs and file names.
void check_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:";
  const bool bad = name.empty() || name.starts_with('/') || name.ends_with('/') ||
                   name.find("..") != std::string_view::npos ||
                   name.find("//") != std::string_view::npos ||
                   name.find_first_not_of(allowed) != std::string_view::npos;
  if (bad) throw Error(fmt::format("GOSUMDB: \"{}\" is not HOST or HOST/PATH", name));
}

std::optional<std::string> read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  // The go command makes a file before it fills it.
  if (in.bad() || text.empty()) return std::nullopt;
  return text;
}

// write replaces a file whole; a cache that can't be written is no error.
void write(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  const fs::path fresh =
      file.parent_path() / fmt::format(".{}.{}", file.filename().string(), getpid());
  std::ofstream out(fresh, std::ios::binary);
  out << text;
  out.close();
  if (out) fs::rename(fresh, file, error);
  if (!out || error) fs::remove(fresh, error);
}

std::string lookup_path(const ModuleVersion& m) {
  return fmt::format("lookup/{}@{}", module::escape_path(m.path),
                     module::escape_version(m.version));
}

}  // namespace

SumdbSettings SumdbSettings::parse(std::string_view gosumdb, std::string no_sumdb) {
  SumdbSettings settings;
  settings.no_sumdb = std::move(no_sumdb);
  std::istringstream words{std::string(gosumdb)};
  std::string key;
  std::string more;
  words >> key >> settings.url;
  if (key.empty()) key = go_database;
  if (key == "off") return settings;
  if (words >> more) throw Error("GOSUMDB: too many words", {"it is KEY, or KEY and URL"});
  if (key == go_database_in_china) {
    if (settings.url.empty()) settings.url = fmt::format("https://{}", go_database_in_china);
    key = go_database;
  }
  if (key == go_database) key = go_database_key;
  try {
    settings.verifier = note::Verifier::parse(key);
  } catch (const Error& error) {
    throw Error("GOSUMDB: " + error.message(), error.notes());
  }
  check_name(settings.verifier->name());
  while (settings.url.ends_with('/')) settings.url.pop_back();
  refuse_open_credentials("GOSUMDB", settings.url);
  return settings;
}

std::string SumdbSettings::skipped(const std::string& module_path) const {
  if (!verifier) return "GOSUMDB=off";
  return module::matches_prefix_patterns(module_path, no_sumdb) ? "GONOSUMDB" : "";
}

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
  proxy_.exchange().get(base + "/supported", {}, [this, i, entry, base](Exchange::Reply reply) {
    if (reply.status == 200) return found_base(base);
    const bool not_found = reply.status == 404 || reply.status == 410;
    if (not_found || entry.fall_through_on_error) return try_proxy(i + 1);
    no_base_ =
        Error(fmt::format("the checksum database {} can't be asked", name()),
              {fmt::format("{}: {}", without_credentials(entry.url), what_went_wrong(reply))});
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
  proxy_.exchange().get(fmt::format("{}/{}", *base_, path), {}, std::move(then));
}

// --- lookups ------------------------------------------------------------------------------------

void Sumdb::want(const ModuleVersion& m) {
  if (known_.insert(m).second) look_up(m);
}

void Sumdb::look_up(const ModuleVersion& m) {
  Lookup& lookup = lookups_[m];
  if (std::optional<std::string> text = cached(lookup_path(m))) {
    lookup.text = std::move(*text);
    lookup.from_cache = true;
    return;
  }
  if (proxy_.offline()) {
    lookup.fault =
        Error(fmt::format("{}: not verified: its checksum is not in the cache, and this "
                          "run is offline",
                          m.str()));
    return;
  }
  ++open_;
  fetch(lookup_path(m), [this, m](Exchange::Reply reply) {
    --open_;
    Lookup& waiting = lookups_[m];
    if (reply.status == 200) {
      waiting.text = std::move(reply.body);
      return;
    }
    if (no_base_) {
      waiting.fault = Error(fmt::format("{}: not verified: {}", m.str(), no_base_->message()),
                            no_base_->notes());
      return;
    }
    const bool unknown = reply.status == 404 || reply.status == 410;
    waiting.fault = Error(
        fmt::format("{}: not verified: the checksum database {} {}", m.str(), name(),
                    unknown ? "does not know it" : "can't be asked"),
        {fmt::format("{}: {}", without_credentials(*base_), what_went_wrong(reply)),
         unknown ? "a private module is named in GOPRIVATE or GONOSUMDB" : "nothing was written"});
  });
}

void Sumdb::wait() {
  while (open_ > 0 && proxy_.exchange().turn()) {
  }
}

void Sumdb::finish() {
  wait();
  if (lookups_.empty()) return;
  std::vector<std::pair<ModuleVersion, tlog::Record>> records;
  std::vector<Head> heads;
  for (const auto& [m, lookup] : lookups_) {
    if (lookup.fault) throw *lookup.fault;
    try {
      records.emplace_back(m, tlog::parse_record(lookup.text));
      heads.push_back(open(records.back().second.tree_note, "the answer for " + m.str()));
    } catch (Error& error) {
      error.add_note(fmt::format("in the answer of {} for {}", name(), m.str()));
      throw;
    }
  }
  add_known_heads(heads);
  const Head newest =
      *std::max_element(heads.begin(), heads.end(),
                        [](const Head& a, const Head& b) { return a.tree.size < b.tree.size; });
  verify(records, heads, newest);
  for (const auto& [m, record] : records) {
    const Lookup& lookup = lookups_.at(m);
    if (!lookup.from_cache) keep(lookup_path(m), lookup.text);
    sums_.add(SumFile::parse(name(), record.text));
  }
  keep_latest(newest);
  lookups_.clear();
}

Sumdb::Head Sumdb::open(const std::string& note, std::string origin) const {
  return {tlog::parse_tree(note::open(note, *settings_.verifier)), note, std::move(origin)};
}

// add_known_heads adds the trees that were seen before, by us and by the go command.
void Sumdb::add_known_heads(std::vector<Head>& heads) const {
  std::vector<fs::path> files{cache_.directory / name() / "latest"};
  for (const fs::path& other : cache_.other_latest) files.push_back(other / name() / "latest");
  for (const fs::path& file : files) {
    const std::optional<std::string> text = read(file);
    if (!text) continue;
    try {
      heads.push_back(open(*text, file.string()));
    } catch (Error& error) {
      error.add_note(fmt::format("in {}", file.string()));
      throw;
    }
  }
}

// --- proofs -------------------------------------------------------------------------------------

void Sumdb::verify(const std::vector<std::pair<ModuleVersion, tlog::Record>>& records,
                   const std::vector<Head>& heads, const Head& newest) {
  std::map<tlog::Tree, const Head*> trees;
  for (const Head& head : heads) trees.emplace(head.tree, &head);
  std::vector<std::int64_t> indexes;
  for (const auto& [m, record] : records) {
    if (record.id >= newest.tree.size) {
      throw SecurityError(
          fmt::format("{}: the checksum database {} claims record {} in a log of {}", m.str(),
                      name(), record.id, newest.tree.size));
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
    error.add_note(fmt::format("tiles of the checksum database {}", name()));
    throw;
  }
  auto next = hashes.begin();
  for (const auto& [m, record] : records) {
    if (*next++ == tlog::record_hash(record.text)) continue;
    throw SecurityError(fmt::format("{}: the answer of the checksum database {} is not in its log",
                                    m.str(), name()),
                        {"nothing was written: the answer was tampered with"});
  }
  for (const auto& [tree, head] : trees) {
    const std::size_t count = tlog::tree_indexes(tree.size).size();
    const tlog::Hash found = tlog::tree_hash({next, next + static_cast<std::ptrdiff_t>(count)});
    next += static_cast<std::ptrdiff_t>(count);
    if (found != tree.hash) report_fork(*head, newest, found);
  }
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (fetched[i]) keep(reading.tiles()[i].path(), data[i]);
  }
}

void Sumdb::report_fork(const Head& older, const Head& newer, const tlog::Hash& found) const {
  std::vector<std::string> notes{
      fmt::format("{} signed two logs that contradict each other; keep this as proof:", name())};
  for (const Head* head : {&older, &newer}) {
    notes.push_back(fmt::format("{} has", head->origin));
    std::istringstream lines(head->note);
    for (std::string line; std::getline(lines, line);) notes.push_back("  " + line);
  }
  notes.push_back(fmt::format("of which the second gives {} for the {} records of the first",
                              encoding::base64(found), older.tree.size));
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
  if (tile_fault_) return;
  if (no_base_) {
    tile_fault_ = no_base_;
    return;
  }
  tile_fault_ = Error(
      fmt::format("the checksum database {} can't be asked", name()),
      {fmt::format("{}/{}: {}", without_credentials(*base_), tile.path(), what_went_wrong(reply)),
       "nothing was written"});
}

// --- the cache ----------------------------------------------------------------------------------

std::optional<std::string> Sumdb::cached(const std::string& path) const {
  std::vector<fs::path> places{cache_.directory};
  places.insert(places.end(), cache_.read_only.begin(), cache_.read_only.end());
  for (const fs::path& place : places) {
    if (std::optional<std::string> text = read(place / name() / path)) return text;
  }
  return std::nullopt;
}

void Sumdb::keep(const std::string& path, const std::string& text) const {
  write(cache_.directory / name() / path, text);
}

// keep_latest moves the latest tree forward, and never back: a parallel run may have seen a newer.
void Sumdb::keep_latest(const Head& newest) const {
  const fs::path file = cache_.directory / name() / "latest";
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const fs::path lock = file.parent_path() / ".lock";
  const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return;
  flock(descriptor, LOCK_EX);
  std::int64_t known = -1;
  try {
    if (const std::optional<std::string> text = read(file)) known = open(*text, "").tree.size;
  } catch (const Error&) {  // then it is replaced
  }
  if (newest.tree.size > known) write(file, newest.note);
  close(descriptor);
}

}  // namespace goset
