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
  static std::unique_ptr<MemoryReader> open(Memory& memory,
                                            std::shared_ptr<const std::string> bytes);
  // read_leaves takes over the rest; nothing if it makes no sense.
  void read_leaves();

  // Tables are those at the beginning. Whoever writes the same again, with more behind them, can take
  // over what else was written.
  struct Tables {
    std::size_t entries_anew = 0;  // that they had when they were last written anew
    std::vector<PathId> paths;
    std::vector<VersionId> versions;
    std::vector<ImportId> imports;
    std::string_view path_bytes, version_bytes, import_bytes, answer_bytes;  // without counts
  };
  const Tables& tables() const { return tables_; }

 private:
  MemoryReader(Memory& memory, std::shared_ptr<const std::string> bytes, std::string_view contents)
      : memory_(memory), universe_(memory.universe_), bytes_(std::move(bytes)), in_(contents) {}
  // since returns the bytes that were read since `rest` was what was left.
  std::string_view since(std::string_view rest) const {
    return rest.substr(0, rest.size() - in_.rest().size());
  }
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
    const std::uint32_t i = in_.index(tables_.paths.size());
    return in_.failed() ? no_path : tables_.paths[i];
  }
  ImportId import() {
    const std::uint32_t i = in_.index(tables_.imports.size());
    return in_.failed() ? ImportId{} : tables_.imports[i];
  }
  VersionId version() {
    const std::uint32_t i = in_.index(tables_.versions.size());
    return in_.failed() ? no_version : tables_.versions[i];
  }
  VersionId version_or_none() {
    const std::uint32_t i = in_.index(tables_.versions.size() + 1);
    return i == 0 ? no_version : tables_.versions[i - 1];
  }

  Memory& memory_;
  Universe& universe_;
  const std::shared_ptr<const std::string> bytes_;
  PackedReader in_;
  Tables tables_;
};

}  // namespace goset::resolve
