#include "memory_reader.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>

#include "goset/hash/sha256.hpp"
#include "memory_bytes.hpp"

namespace goset::resolve {

using memory_bytes::bytes_of;
using memory_bytes::without;

std::unique_ptr<MemoryReader> MemoryReader::open(Memory& memory,
                                                 std::shared_ptr<const std::string> whole) {
  const std::string_view bytes = *whole;
  using memory_bytes::hash_size;
  using memory_bytes::magic;
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + hash_size) return nullptr;
  const std::string_view contents = bytes.substr(magic.size() + hash_size);
  if (bytes_of(sha256(contents)) != bytes.substr(magic.size(), hash_size)) return nullptr;
  std::unique_ptr<MemoryReader> result(new MemoryReader(memory, std::move(whole), contents));
  if (result->read_tables() && result->read_own_lists()) return result;
  memory.own_lists_.clear();
  return nullptr;
}

bool MemoryReader::read_tables() {
  Tables& to = tables_;
  to.entries_anew = in_.number();
  std::size_t count = in_.count();
  std::string_view rest = in_.rest();
  for (; count > 0; --count) to.paths.push_back(universe_.path(in_.text()));
  to.path_bytes = since(rest);
  count = in_.count();
  rest = in_.rest();
  for (; count > 0; --count) {
    const std::uint32_t path = in_.index(to.paths.size());
    const std::string_view version = in_.text();
    if (in_.failed()) return false;
    to.versions.push_back(
        universe_.version({universe_.text(to.paths[path]), std::string(version)}));
  }
  to.version_bytes = since(rest);
  count = in_.count();
  rest = in_.rest();
  for (; count > 0; --count) to.imports.push_back(universe_.import(in_.text()));
  to.import_bytes = since(rest);
  read_answers();
  return !in_.failed();
}

bool MemoryReader::read_own_lists() {
  for (std::size_t i = in_.count(); i > 0 && !in_.failed(); --i) {
    const Memory::Digest identity = read_digest();
    const std::string_view rest = in_.rest();
    BuildList list;
    list.ordered = in_.index(2) != 0;
    std::vector<std::pair<PathId, VersionId>> versions;
    for (std::size_t n = in_.count(); n > 0; --n) {
      const VersionId m = version();
      if (!in_.failed()) versions.emplace_back(universe_.path_of(m), m);
    }
    std::sort(versions.begin(), versions.end());
    for (const auto& [path, m] : versions) {
      list.paths.push_back(path);
      list.versions.push_back(m);
    }
    list.roots = read_paths();
    std::sort(list.roots.begin(), list.roots.end());
    for (std::size_t n = in_.count(); n > 0; --n) list.read.push_back(version());
    std::sort(list.read.begin(), list.read.end());
    memory_.own_lists_.emplace(identity, Memory::OwnList{std::move(list), since(rest)});
  }
  return !in_.failed();
}

void MemoryReader::read_leaves() {
  if (try_leaves()) return;
  for (Memory::LeafMemory& leaf : memory_.leaves_) {
    leaf.needed.clear();
    leaf.places.clear();
    leaf.kept.clear();
    leaf.written = {};
  }
}

// try_leaves returns false for bytes that make no sense; then some may have been taken over.
bool MemoryReader::try_leaves() {
  std::map<Memory::Digest, std::vector<Memory::LeafMemory*>> known;
  for (Memory::LeafMemory& leaf : memory_.leaves_) {
    if (leaf.is_on) known[leaf.self].push_back(&leaf);
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    const Memory::Digest self = read_digest();
    const std::string_view rest = in_.rest();
    Memory::LeafMemory leaf = read_leaf();
    leaf.written = since(rest);
    if (in_.failed()) return false;
    for (Memory::LeafMemory* const to : known[self]) {
      to->needed = leaf.needed;
      to->places = leaf.places;
      to->kept = leaf.kept;
      to->written = leaf.written;
      to->last_look = leaf.last_look;
    }
  }
  return in_.at_end();
}

Memory::Digest MemoryReader::read_digest() {
  Memory::Digest result{};
  const std::string_view bytes = in_.take(result.size());
  std::copy(bytes.begin(), bytes.end(), result.begin());
  return result;
}

Memory::LeafMemory MemoryReader::read_leaf() {
  Memory::LeafMemory result;
  for (std::size_t i = in_.count(); i > 0; --i) {
    result.needed.push_back(std::make_shared<const std::vector<PathId>>(read_paths()));
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    Places shared;
    if (!result.places.empty()) shared = without(*result.places.front(), read_places());
    const Places added = read_places();
    Places places;
    std::merge(shared.begin(), shared.end(), added.begin(), added.end(),
               std::back_inserter(places));
    result.places.push_back(std::make_shared<const Places>(std::move(places)));
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    result.kept.push_back(read_look(result.needed.size(), result.places.size()));
  }
  if (in_.index(2) == 0) return result;
  const std::uint32_t look = in_.index(result.kept.size());
  auto walk = std::make_shared<const KeptWalk>(read_walk());
  if (!in_.failed()) result.kept[look].walk = std::move(walk);
  result.last_look = look + 1;
  return result;
}

void MemoryReader::read_answers() {
  std::vector<Answers::Answer> answers;
  std::size_t count = in_.count();
  const std::string_view rest = in_.rest();
  for (; count > 0; --count) {
    const VersionId module = version();
    const ImportId import = this->import();
    const std::string_view bytes = in_.take(sizeof(std::uint64_t));
    if (in_.failed()) return;
    std::uint64_t contents = 0;
    std::memcpy(&contents, bytes.data(), sizeof contents);
    answers.push_back({module, import, contents});
  }
  tables_.answer_bytes = since(rest);
  memory_.answers_.set(std::move(answers));
}

KeptWalk MemoryReader::read_walk() {
  KeptWalk result;
  result.is_ordered = in_.index(2) != 0;
  for (std::size_t i = in_.count(); i > 0; --i) {
    const VersionId m = version();
    if (!in_.failed()) result.list.emplace_back(universe_.path_of(m), m);
  }
  std::sort(result.list.begin(), result.list.end());
  result.roots = read_paths();
  std::sort(result.roots.begin(), result.roots.end());
  for (std::size_t i = in_.count(); i > 0; --i) {
    const PathId path = this->path();
    const VersionId version = version_or_none();
    const std::uint32_t how = in_.index(4);
    result.modules.push_back({path, version, (how & 1U) != 0, (how & 2U) != 0});
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    const std::uint32_t module = in_.index(result.modules.size());
    if (in_.failed()) break;
    const bool is_main = result.modules[module].version == no_version;
    const std::uint32_t what =
        is_main ? static_cast<std::uint32_t>(import()) : in_.index(memory_.answers_.size());
    result.packages.push_back({module, what, in_.number()});
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    const std::uint32_t module = in_.index(result.modules.size());
    result.absent.push_back({module, in_.index(memory_.answers_.size())});
  }
  return result;
}

Memory::Kept MemoryReader::read_look(std::size_t needed, std::size_t places) {
  Memory::Kept result;
  const std::string_view key = in_.take(result.key.size());
  std::copy(key.begin(), key.end(), result.key.begin());
  for (std::size_t i = in_.count(); i > 0; --i) {
    const PathId path = this->path();
    const VersionId version = version_or_none();
    result.beyond.push_back({path, version, in_.index(2) != 0});
  }
  result.needed = in_.index(needed);
  result.newly_required = read_paths();
  result.places = in_.index(places);
  for (std::size_t i = in_.count(); i > 0; --i) result.read.push_back(version());
  for (std::size_t i = in_.count(); i > 0; --i) {
    const PathId path = this->path();
    result.brought_in.emplace_back(path, version_or_none());
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    const ImportId import = this->import();
    const ConfigMask mask = in_.number();
    constexpr auto last = static_cast<std::size_t>(Walk::Fault::Kind::cycle);
    const auto kind = static_cast<Walk::Fault::Kind>(in_.index(last + 1));
    result.faults.push_back({import, mask, kind});
  }
  for (std::size_t i = in_.count(); i > 0; --i) {
    const std::uint32_t fault = in_.index(result.faults.size());
    auto& [number, raised] = result.raised.emplace_back();
    number = fault;
    for (std::size_t j = in_.count(); j > 0; --j) raised.push_back(version());
  }
  const std::size_t misfits = in_.count();
  if (misfits > 0) result.misfits.emplace();
  for (std::size_t i = 1; i < misfits && !in_.failed(); ++i) {
    result.misfits->push_back(read_misfit());
  }
  return result;
}

Misfit MemoryReader::read_misfit() {
  Misfit result{};
  result.user = import();
  result.user_module = version_or_none();
  result.used = import();
  result.used_module = version();
  for (std::size_t i = in_.count(); i > 0; --i) result.names.emplace_back(in_.text());
  return result;
}

std::vector<PathId> MemoryReader::read_paths() {
  std::vector<PathId> result;
  for (std::size_t i = in_.count(); i > 0; --i) result.push_back(path());
  return result;
}

Places MemoryReader::read_places() {
  Places result;
  for (std::size_t i = in_.count(); i > 0; --i) {
    const ImportId import = this->import();
    const PathId path = this->path();
    result.emplace_back(import, path);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace goset::resolve
