#include <algorithm>
#include <iterator>
#include <map>

#include "goset/facts/packed.hpp"
#include "goset/hash/sha256.hpp"
#include "memory.hpp"

// A memory as bytes. Numbers and texts are packed: see PackedWriter. Versions, paths and import
// paths are numbers of the tables at the beginning.
//
//   "goset looks 3\n"
//   32 bytes   SHA-256 of what follows
//   paths      their count, and texts
//   versions   their count; the path and the text of each
//   imports    their count, and texts
//   leaves     their count; each is
//       16 bytes   what the leaf is, as a hash
//       needed     lists of paths
//       places     lists of an import and a path; from the second list on what goes from the first,
//                  and what comes
//       looks      16 bytes of key; paths beyond, each with its version (from 1; 0 for none) and
//                  whether it is needed; number of the needed list; newly required paths; number of
//                  the places; versions whose go.mod was read; needed versions
//                  that the leaf alone does not select; faults, each an import, where it
//                  can't be resolved, and of which kind; for some, by their number, the versions
//                  that have to do with it

namespace goset::resolve {

namespace {

constexpr std::string_view magic = "goset looks 3\n";
constexpr std::size_t hash_size = 32;
constexpr std::size_t most_unused = 32;  // looks at a leaf that are kept though this run had no use

std::string_view bytes_of(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

// Numbering gives each number below `count` another, from 0 in the order of their first use.
template <typename Id>
class Numbering {
 public:
  explicit Numbering(std::size_t count) : numbers_(count, 0) {}

  std::uint32_t operator()(Id id) {
    std::uint32_t& number = numbers_[id];  // from 1
    if (number == 0) {
      ids_.push_back(id);
      number = static_cast<std::uint32_t>(ids_.size());
    }
    return number - 1;
  }
  const std::vector<Id>& ids() const { return ids_; }

 private:
  Table<Id, std::uint32_t> numbers_;
  std::vector<Id> ids_;
};

Places without(const Places& a, const Places& b) {
  Places result;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

}  // namespace

class MemoryWriter {
 public:
  explicit MemoryWriter(const Memory& memory)
      : memory_(memory),
        universe_(memory.universe_),
        paths_(universe_.path_count()),
        versions_(universe_.version_count()),
        imports_(universe_.import_count()) {}

  std::string write() {
    std::size_t count = 0;
    PackedWriter leaves;
    for (const Memory::LeafMemory& leaf : memory_.leaves_) {
      if (!leaf.is_on || leaf.kept.empty()) continue;
      ++count;
      write(leaf, leaves);
    }
    PackedWriter tables;
    PackedWriter versions;
    versions.number(versions_.ids().size());
    for (const VersionId m : versions_.ids()) {
      versions.number(paths_(universe_.path_of(m)));
      versions.text(universe_.module(m).version);
    }
    tables.number(paths_.ids().size());
    for (const PathId path : paths_.ids()) tables.text(universe_.text(path));
    tables.bytes() += versions.bytes();
    tables.number(imports_.ids().size());
    for (const ImportId import : imports_.ids()) tables.text(universe_.import(import).path);
    tables.number(count);
    tables.bytes() += leaves.bytes();
    const Sha256Digest hash = sha256(tables.bytes());
    return std::string(magic).append(bytes_of(hash)) + tables.bytes();
  }

 private:
  void write(const Memory::LeafMemory& leaf, PackedWriter& out) {
    std::vector<const Memory::Kept*> looks;  // the latest first
    std::size_t unused = 0;
    for (auto kept = leaf.kept.rbegin(); kept != leaf.kept.rend(); ++kept) {
      if (kept->is_recalled || kept->is_new || unused++ < most_unused) looks.push_back(&*kept);
    }
    // Lists that no look refers to any more are left out.
    Numbering<std::uint32_t> needed(leaf.needed.size());
    Numbering<std::uint32_t> places(leaf.places.size());
    PackedWriter written;
    written.number(looks.size());
    std::for_each(looks.rbegin(), looks.rend(), [&](const Memory::Kept* look) {
      write(*look, needed(look->needed), places(look->places), written);
    });
    out.bytes() += bytes_of(leaf.self);
    out.number(needed.ids().size());
    for (const std::uint32_t list : needed.ids()) write(*leaf.needed[list], out);
    out.number(places.ids().size());
    const Places none;
    const Places* first = &none;
    for (const std::uint32_t list : places.ids()) {
      const Places& now = *leaf.places[list];
      if (first != &none) write(without(*first, now), out);
      write(without(now, *first), out);
      if (first == &none) first = &now;
    }
    out.bytes() += written.bytes();
  }

  void write(const Memory::Kept& look, std::uint32_t needed, std::uint32_t places,
             PackedWriter& out) {
    out.bytes() += bytes_of(look.key);
    out.number(look.beyond.size());
    for (const Memory::Minded& minded : look.beyond) {
      out.number(paths_(minded.path));
      out.number(minded.version == no_version ? 0 : versions_(minded.version) + 1);
      out.number(minded.is_needed ? 1 : 0);
    }
    out.number(needed);
    write(look.newly_required, out);
    out.number(places);
    out.number(look.read.size());
    for (const VersionId m : look.read) out.number(versions_(m));
    out.number(look.brought_in.size());
    for (const auto& [path, version] : look.brought_in) {
      out.number(paths_(path));
      out.number(version == no_version ? 0 : versions_(version) + 1);
    }
    out.number(look.faults.size());
    for (const Look::Fault& fault : look.faults) {
      out.number(imports_(fault.import));
      out.number(fault.mask);
      out.number(static_cast<std::uint64_t>(fault.kind));
    }
    out.number(look.raised.size());
    for (const auto& [fault, raised] : look.raised) {
      out.number(fault);
      out.number(raised.size());
      for (const VersionId m : raised) out.number(versions_(m));
    }
  }

  void write(const std::vector<PathId>& paths, PackedWriter& out) {
    out.number(paths.size());
    for (const PathId path : paths) out.number(paths_(path));
  }

  void write(const Places& places, PackedWriter& out) {
    out.number(places.size());
    for (const auto& [import, path] : places) {
      out.number(imports_(import));
      out.number(paths_(path));
    }
  }

  const Memory& memory_;
  const Universe& universe_;
  Numbering<PathId> paths_;
  Numbering<VersionId> versions_;
  Numbering<ImportId> imports_;
};

// MemoryReader takes over what is of leaves that are there.
class MemoryReader {
 public:
  MemoryReader(Memory& memory, std::string_view bytes)
      : memory_(memory), universe_(memory.universe_), in_(bytes) {}

  // read returns false for bytes that make no sense; then some may have been taken over.
  bool read() {
    std::map<Memory::Digest, std::vector<Memory::LeafMemory*>> known;
    for (Memory::LeafMemory& leaf : memory_.leaves_) {
      if (leaf.is_on) known[leaf.self].push_back(&leaf);
    }
    for (std::size_t i = in_.count(); i > 0; --i) paths_.push_back(universe_.path(in_.text()));
    for (std::size_t i = in_.count(); i > 0; --i) {
      const std::uint32_t path = in_.index(paths_.size());
      const std::string_view version = in_.text();
      if (in_.failed()) return false;
      versions_.push_back(universe_.version({universe_.text(paths_[path]), std::string(version)}));
    }
    for (std::size_t i = in_.count(); i > 0; --i) imports_.push_back(universe_.import(in_.text()));
    for (std::size_t i = in_.count(); i > 0; --i) {
      Memory::Digest self{};
      const std::string_view bytes = in_.take(self.size());
      std::copy(bytes.begin(), bytes.end(), self.begin());
      Memory::LeafMemory leaf = read_leaf();
      if (in_.failed()) return false;
      for (Memory::LeafMemory* const to : known[self]) {
        to->needed = leaf.needed;
        to->places = leaf.places;
        to->kept = leaf.kept;
      }
    }
    return in_.at_end();
  }

 private:
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

  Memory::LeafMemory read_leaf() {
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
    return result;
  }

  Memory::Kept read_look(std::size_t needed, std::size_t places) {
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
    return result;
  }

  std::vector<PathId> read_paths() {
    std::vector<PathId> result;
    for (std::size_t i = in_.count(); i > 0; --i) result.push_back(path());
    return result;
  }

  Places read_places() {
    Places result;
    for (std::size_t i = in_.count(); i > 0; --i) {
      const ImportId import = this->import();
      const PathId path = this->path();
      result.emplace_back(import, path);
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  Memory& memory_;
  Universe& universe_;
  PackedReader in_;
  std::vector<PathId> paths_;
  std::vector<VersionId> versions_;
  std::vector<ImportId> imports_;
};

std::optional<std::string> Memory::bytes() const {
  const bool is_new = std::any_of(leaves_.begin(), leaves_.end(), [](const LeafMemory& leaf) {
    return std::any_of(leaf.kept.begin(), leaf.kept.end(),
                       [](const Kept& kept) { return kept.is_new; });
  });
  if (!is_new) return std::nullopt;
  return MemoryWriter(*this).write();
}

void Memory::read(std::string_view bytes) {
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + hash_size) return;
  const std::string_view contents = bytes.substr(magic.size() + hash_size);
  if (bytes_of(sha256(contents)) != bytes.substr(magic.size(), hash_size)) return;
  if (MemoryReader(*this, contents).read()) return;
  for (LeafMemory& leaf : leaves_) {
    leaf.needed.clear();
    leaf.places.clear();
    leaf.kept.clear();
  }
}

}  // namespace goset::resolve
