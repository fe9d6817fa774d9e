#include "goset/facts/summary_cache.hpp"

#include <fcntl.h>
#include <libdeflate.h>

#include <cstring>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "fact_file_layout.hpp"
#include "goset/facts/packed.hpp"
#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "gosetmod";
constexpr std::uint32_t format = 1;
constexpr std::size_t header_size = 24;
constexpr std::size_t max_blocks = 40;

std::uint32_t get(std::string_view bytes, std::size_t at) {
  std::uint32_t n = 0;
  for (int i = 4; i-- > 0;) n = n << 8 | static_cast<unsigned char>(bytes[at + i]);
  return n;
}

void put(std::string& out, std::uint32_t n) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(n >> (8 * i)));
}

std::uint32_t crc32(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

// BlockWriter puts summaries together, every text and module version once.
class BlockWriter {
 public:
  void add(const ModuleVersion& m, const SummaryCache::Entry& entry) {
    PackedWriter out;
    const Sha256Digest digest = fact_file::digest_of(entry.sum);
    out.bytes().append(reinterpret_cast<const char*>(digest.data()), digest.size());
    out.number(module(m));
    const ModSummary& summary = entry.summary;
    out.number(summary.declared == m.path ? 0 : text(summary.declared) + 1);
    out.number(summary.go ? text(*summary.go) + 1 : 0);
    out.number(summary.require.size());
    for (const ModuleVersion& r : summary.require) out.number(module(r));
    go_mods_.text(out.bytes());
    ++count_;
  }

  // block returns it with its header.
  std::string block() {
    PackedWriter body;
    body.number(texts_.size());
    body.bytes() += text_bytes_.bytes();
    body.number(modules_.size());
    body.bytes() += module_bytes_.bytes();
    body.number(count_);
    body.bytes() += go_mods_.bytes();
    std::string out(magic);
    put(out, format);
    put(out, SummaryCache::parser_version);
    put(out, static_cast<std::uint32_t>(body.bytes().size()));
    put(out, crc32(body.bytes()));
    return out + body.bytes();
  }

 private:
  std::uint64_t text(const std::string& text) {
    const auto [entry, is_new] = texts_.try_emplace(text, texts_.size());
    if (is_new) text_bytes_.text(text);
    return entry->second;
  }
  std::uint64_t module(const ModuleVersion& m) {
    const auto [entry, is_new] = modules_.try_emplace(m, modules_.size());
    if (is_new) {
      module_bytes_.number(text(m.path));
      module_bytes_.number(text(m.version));
    }
    return entry->second;
  }

  std::unordered_map<std::string, std::uint64_t> texts_;
  std::map<ModuleVersion, std::uint64_t> modules_;
  std::size_t count_ = 0;
  PackedWriter text_bytes_;
  PackedWriter module_bytes_;
  PackedWriter go_mods_;
};

}  // namespace

SummaryCache::SummaryCache(fs::path file, std::uint64_t limit)
    : file_(std::move(file)), limit_(limit) {}

void SummaryCache::load() {
  loaded_ = true;
  note_used();
  const std::optional<std::string> bytes = read_cached(file_, 2 * limit_);
  std::error_code absent;
  damaged_ = !bytes && fs::symlink_status(file_, absent).type() != fs::file_type::not_found;
  bytes_ = bytes.value_or("");
  blocks_.clear();
  places_.clear();
  for (std::string_view rest = bytes_; !rest.empty() && !damaged_;) {
    const bool fits = rest.size() >= header_size && rest.starts_with(magic) &&
                      get(rest, 8) == format && get(rest, 12) == parser_version &&
                      get(rest, 16) <= rest.size() - header_size;
    const std::string_view body =
        fits ? rest.substr(header_size, get(rest, 16)) : std::string_view();
    damaged_ = !fits || crc32(body) != get(rest, 20) || !read_block(body);
    rest.remove_prefix(std::min(rest.size(), header_size + body.size()));
  }
  for (const ModuleVersion& m : dropped_) places_.erase({m.path, m.version});
}

// note_used keeps what was used of the file before it is read again.
void SummaryCache::note_used() {
  for (const auto& [key, place] : places_) {
    if (place.is_used) used_.insert({std::string(key.path), std::string(key.version)});
  }
}

bool SummaryCache::read_block(std::string_view bytes) {
  PackedReader in(bytes);
  Block& block = blocks_.emplace_back();
  block.texts.resize(in.count());
  for (std::string_view& text : block.texts) text = in.text();
  block.modules.resize(in.count());
  for (auto& [path, version] : block.modules) {
    path = in.index(block.texts.size());
    version = in.index(block.texts.size());
  }
  if (in.failed()) return false;
  const std::size_t count = in.count();
  places_.reserve(places_.size() + count);
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    const std::string_view go_mod = in.text();
    if (go_mod.size() < Sha256Digest().size()) return false;
    PackedReader head(go_mod.substr(Sha256Digest().size()));
    const std::uint32_t module = head.index(block.modules.size());
    if (head.failed()) return false;
    const auto [path, version] = block.modules[module];
    places_[{block.texts[path], block.texts[version]}] = {
        static_cast<std::uint32_t>(blocks_.size() - 1), go_mod, false};
  }
  return in.at_end();
}

std::string SummaryCache::sum_at(const Place& place) {
  Sha256Digest digest;
  std::memcpy(digest.data(), place.bytes.data(), digest.size());
  return fact_file::sum_of(digest);
}

std::optional<SummaryCache::Entry> SummaryCache::entry_at(const Place& place) const {
  const Block& block = blocks_[place.block];
  PackedReader in(place.bytes);
  in.take(Sha256Digest().size());
  const std::uint32_t self = in.index(block.modules.size());
  const std::uint32_t declared = in.index(block.texts.size() + 1);
  const std::uint32_t go = in.index(block.texts.size() + 1);
  const std::size_t count = in.count();
  Entry entry;
  entry.sum = sum_at(place);
  entry.summary.require.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t module = in.index(block.modules.size());
    if (in.failed()) return std::nullopt;
    const auto [path, version] = block.modules[module];
    entry.summary.require.push_back(
        {std::string(block.texts[path]), std::string(block.texts[version])});
  }
  if (!in.at_end()) return std::nullopt;
  entry.summary.declared =
      declared == 0 ? block.texts[block.modules[self].first] : block.texts[declared - 1];
  if (go != 0) entry.summary.go = block.texts[go - 1];
  return entry;
}

std::optional<SummaryCache::Entry> SummaryCache::find(const ModuleVersion& m) {
  if (!loaded_) load();
  if (const auto found = new_.find(m); found != new_.end()) return found->second;
  const auto found = places_.find({m.path, m.version});
  if (found == places_.end()) return std::nullopt;
  found->second.is_used = true;
  return entry_at(found->second);
}

std::optional<std::string> SummaryCache::find_sum(const ModuleVersion& m) {
  if (!loaded_) load();
  if (const auto found = new_.find(m); found != new_.end()) return found->second.sum;
  const auto found = places_.find({m.path, m.version});
  if (found == places_.end()) return std::nullopt;
  found->second.is_used = true;
  return sum_at(found->second);
}

void SummaryCache::store(const ModuleVersion& m, Entry entry) {
  if (limit_ == 0) return;
  dropped_.erase(m);
  new_[m] = std::move(entry);
}

void SummaryCache::drop(const ModuleVersion& m) {
  new_.erase(m);
  places_.erase({m.path, m.version});
  dropped_.insert(m);
}

void SummaryCache::save() {
  if (new_.empty() && dropped_.empty() && !damaged_) return;
  std::error_code ignored;
  fs::create_directories(file_.parent_path(), ignored);
  const Descriptor lock(file_.string() + ".lock", O_RDWR | O_CREAT);
  if (!lock.is_open() || !lock.lock()) return;
  if (!loaded_) load();
  BlockWriter writer;
  for (const auto& [m, entry] : new_) writer.add(m, entry);
  const std::string block = writer.block();
  const std::uint64_t size = fs::file_size(file_, ignored);
  const bool is_large = !ignored && size + block.size() > limit_;
  if (damaged_ || is_large || !dropped_.empty() || blocks_.size() >= max_blocks) {
    write_anew();
  } else {
    Descriptor(file_, O_WRONLY | O_CREAT | O_APPEND).write(block);
  }
  new_.clear();
  dropped_.clear();
  loaded_ = damaged_ = false;
}

// write_anew keeps what other runs appended in the meantime too, unless all of it is too much: then
// what this run has used or stored alone.
void SummaryCache::write_anew() {
  load();
  std::map<ModuleVersion, Entry> kept;
  for (const auto& [key, place] : places_) {
    if (std::optional<Entry> entry = entry_at(place)) {
      kept[{std::string(key.path), std::string(key.version)}] = std::move(*entry);
    }
  }
  for (const auto& [m, entry] : new_) kept[m] = entry;
  const auto block_of = [](const std::map<ModuleVersion, Entry>& entries) {
    BlockWriter writer;
    for (const auto& [m, entry] : entries) writer.add(m, entry);
    return writer.block();
  };
  std::string block = block_of(kept);
  if (block.size() > limit_) {
    std::erase_if(kept, [&](const auto& entry) {
      return !new_.contains(entry.first) && !used_.contains(entry.first);
    });
    block = block_of(kept);
  }
  std::error_code ignored;
  if (block.size() > limit_ || scratch_.replace(file_, block)) fs::remove(file_, ignored);
}

}  // namespace goset
