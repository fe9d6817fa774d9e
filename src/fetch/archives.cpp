#include "goset/fetch/archives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "goset/error.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/source_archive.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/model/lock.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

// largest_tree is how large the files of an archive may be together: sources are packed to a fifth
// or less, but few archives come near the limit.
std::uint64_t largest_tree(std::uint64_t largest_archive) {
  return 4 * std::min(largest_archive, std::numeric_limits<std::uint64_t>::max() / 4);
}

}  // namespace

bool is_remote(const std::string& archive) {
  return archive.find("://") != std::string::npos;
}

std::optional<std::string> archive_file_hash(const fs::path& file) {
  std::error_code absent;
  if (!fs::is_regular_file(file, absent)) return std::nullopt;
  Sha256 sha256;
  if (!read_blocks(file, [&](std::string_view block) { sha256.update(block); })) {
    return std::nullopt;
  }
  return encoding::sri(sha256.finish());
}

// kept returns where archives are in the cache: by what they are, and not by where they were.
fs::path Archives::kept(const std::string& archive_hash) const {
  const std::optional<Sha256Digest> digest = encoding::from_sri(archive_hash);
  return places_.cache / "archives" / encoding::hex(digest.value());
}

void Archives::want(const std::string& name) {
  const auto [found, fresh] = archives_.try_emplace(name);
  if (!fresh) return;
  if (!source_archive::is_name(name)) {
    throw Error(fmt::format("{}: not the name of an archive", name),
                {"such a name ends in one of", "  " + source_archive::endings()});
  }
  Wanted& wanted = found->second;
  if (!is_remote(name)) {
    wanted.file = places_.folder / name;
    return;
  }
  if (const auto found_hash = locked_.find(name); found_hash != locked_.end()) {
    wanted.locked = found_hash->second;
  }
  if (!wanted.locked.empty() && archive_file_hash(kept(wanted.locked)) == wanted.locked) {
    wanted.file = kept(wanted.locked);
    wanted.archive.archive_hash = wanted.locked;
    return;
  }
  if (places_.offline && !name.starts_with("file:")) {
    throw Error(fmt::format("{}: not in the cache, and this run is offline", name));
  }
  wanted.file = downloads_.fresh_name();
  wanted.downloaded = true;
  exchange_.get({name, places_.most_bytes, wanted.file},
                [&wanted](Exchange::Reply reply) { wanted.reply = std::move(reply); });
}

void Archives::finish() {
  const auto waits = [this] {
    for (const auto& [name, wanted] : archives_) {
      if (wanted.downloaded && !wanted.reply) return true;
    }
    return false;
  };
  while (waits() && exchange_.turn()) {
  }
  for (auto& [name, wanted] : archives_) {
    if (wanted.archive.root.empty()) take(name, wanted);
  }
}

void Archives::take(const std::string& name, Wanted& wanted) {
  if (wanted.reply && wanted.reply->status != 200) {
    std::vector<std::string> notes{describe_failure(*wanted.reply)};
    if (wanted.reply->is_too_large) notes.push_back("GOSET_ARCHIVE_SIZE raises that limit");
    throw Error(fmt::format("{}: can't be downloaded", name), std::move(notes));
  }
  std::optional<std::string> hash = wanted.archive.archive_hash;
  if (hash->empty()) hash = archive_file_hash(wanted.file);
  const std::string shown = is_remote(name) ? name : wanted.file.lexically_normal().string();
  if (!hash) throw Error(fmt::format("{}: no such file", shown));
  if (!wanted.locked.empty() && *hash != wanted.locked) {
    throw SecurityError(
        fmt::format("{}: checksum mismatch", name),
        {fmt::format("the server sent {}", *hash),
         fmt::format("{} says {}", Lock::file_name, wanted.locked),
         "nothing was written: the archive was changed after it was locked, or the",
         "answer was tampered with; if the change is known to be right, remove the leaf",
         "and add it again"});
  }
  wanted.archive.archive_hash = *hash;
  wanted.archive.is_new = is_remote(name) && wanted.locked.empty();
  const fs::path place = unpacked_.fresh_name();
  fs::create_directory(place);
  const source_archive::Unpacked unpacked =
      source_archive::unpack(wanted.file, place, shown, largest_tree(places_.most_bytes));
  wanted.archive.root = unpacked.root;
  wanted.archive.hash = encoding::sri(unpacked.nar);
  if (wanted.downloaded) keep(wanted);
}

// keep puts a download into the cache. As with modules, a cache that can't be written is no error.
void Archives::keep(const Wanted& wanted) const {
  std::error_code fault;
  const fs::path place = kept(wanted.archive.archive_hash);
  fs::create_directories(place.parent_path(), fault);
  RunDirectory::place(wanted.file, place);
}

}  // namespace goset
