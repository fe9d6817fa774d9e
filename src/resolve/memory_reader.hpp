#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "goset/facts/packed.hpp"
#include "memory.hpp"

namespace goset::resolve {

// MemoryReader reads the bytes of a memory (memory_bytes.hpp): first what does not depend on the
// leaves, then what is of leaves that are there.
class MemoryReader {
 public:
  // open reads tables and own lists; null for bytes that are damaged.
  static std::unique_ptr<MemoryReader> open(Memory& memory, std::string_view bytes);
  // read_leaves takes over the rest; nothing if it makes no sense.
  void read_leaves();

 private:
  MemoryReader(Memory& memory, std::string_view contents)
      : memory_(memory), universe_(memory.universe_), in_(contents) {}
  bool read_tables();
  void read_answers();
  bool read_own_lists();
  bool try_leaves();
  Memory::LeafMemory read_leaf();
  Memory::Kept read_look(std::size_t needed, std::size_t places);
  KeptWalk read_walk();
  Misfit read_misfit();
  Places read_places();
  std::vector<PathId> read_paths();
  Memory::Digest read_digest();

  PathId path() {
    const std::uint32_t i = in_.index(paths_.size());
    return in_.failed() ? no_path : paths_[i];
  }
  ImportId import() {
    const std::uint32_t i = in_.index(imports_.size());
    return in_.failed() ? ImportId{} : imports_[i];
  }
  VersionId version() {
    const std::uint32_t i = in_.index(versions_.size());
    return in_.failed() ? no_version : versions_[i];
  }
  VersionId version_or_none() {
    const std::uint32_t i = in_.index(versions_.size() + 1);
    return i == 0 ? no_version : versions_[i - 1];
  }

  Memory& memory_;
  Universe& universe_;
  PackedReader in_;
  std::vector<PathId> paths_;
  std::vector<VersionId> versions_;
  std::vector<ImportId> imports_;
};

}  // namespace goset::resolve
