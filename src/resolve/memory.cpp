#include "memory.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "goset/facts/fact_file.hpp"
#include "goset/hash/sha256.hpp"
#include "memory_reader.hpp"

// A look at a leaf is a function of what the leaf is, of module versions, which never change, and of
// what its view says about the paths that it minds: their versions, and whether they are needed.
// Each look minds what the leaf lists and what it selects alone. A hash over these, in an order that
// does not depend on numbers, is the key of a look. What else was in the build lists that it made
// is compared one by one.
//
// A recalled look has the modules that the leaf needs, where it found the packages, and its faults,
// but no list and no walk. Only the last look gets these: those that it had, if facts still say what
// they are made of, or else new ones. If they come to something else, the set is solved again
// without a memory.

namespace goset::resolve {

namespace {

std::uint64_t mark(std::string_view text) {
  const Sha256Digest digest = sha256(text);
  std::uint64_t result = 0;
  std::memcpy(&result, digest.data(), sizeof result);
  return result;
}

template <typename T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::array<std::uint8_t, 16> digest_of(std::string_view bytes) {
  const Sha256Digest whole = sha256(bytes);
  std::array<std::uint8_t, 16> result;
  std::copy_n(whole.begin(), result.size(), result.begin());
  return result;
}

// Mixture is a hash of numbers that are hashes themselves, as good as all looks need and much faster
// than SHA-256: each step multiplies 64 by 64 bits and folds the product, in two lanes.
class Mixture {
 public:
  void add(std::uint64_t number, std::uint64_t kind) {
    a_ = folded(a_ ^ number, (kind + 1) * 0x9e3779b97f4a7c15U ^ b_);
    b_ = folded(b_ + number, 0xd6e8feb86659fd93U ^ kind) + a_;
  }
  std::array<std::uint8_t, 16> digest(const std::array<std::uint8_t, 16>& of) {
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), of.data(), of.size());
    for (const std::uint64_t half : halves) add(half, 3);
    halves = {a_, b_};
    std::array<std::uint8_t, 16> result;
    std::memcpy(result.data(), halves.data(), result.size());
    return result;
  }

 private:
  static std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  std::uint64_t a_ = 0x2545f4914f6cdd1dU;
  std::uint64_t b_ = 0x8cb92ba72f3d8dd7U;
};

// world_of is what all looks depend on.
std::string world_of(const Configurations& configurations, const Replacements& shared) {
  std::string result = "looks of goset";
  append(result, fact_file::scanner_version);
  append(result, configurations.go_minor());
  for (const Platform& platform : configurations.platforms()) result += platform.str() + "\n";
  for (const auto& [old, by] : shared.lines()) {
    result += old.str() + " => " + by.module.str() + by.directory + "\n";
  }
  return result;
}

}  // namespace

Memory::Memory(Universe& universe) : universe_(universe), answers_(universe) {}

Memory::~Memory() = default;

void Memory::open(std::shared_ptr<const std::string> bytes, const Replacements& shared) {
  world_ = world_of(universe_.configurations(), shared);
  if (bytes) reader_ = MemoryReader::open(*this, std::move(bytes));
}

void Memory::turn_off() {
  leaves_.clear();
  own_lists_.clear();
  reader_.reset();
}

// A leaf's own list depends on less than a look, but goes with these.
Memory::Digest Memory::identity_of(const LeafState& leaf) const {
  return digest_of("own list " + world_ + leaf.leaf->input().identity);
}

std::shared_ptr<const BuildList> Memory::own_list(const LeafState& leaf) const {
  if (own_lists_.empty() || leaf.leaf->input().identity.empty()) return nullptr;
  const auto known = own_lists_.find(identity_of(leaf));
  if (known == own_lists_.end()) return nullptr;
  auto result = std::make_shared<BuildList>(known->second.list);
  result->requirements = leaf.leaf->requirements();
  return result;
}

void Memory::begin(const std::vector<std::unique_ptr<LeafState>>& leaves) {
  number();
  for (const auto& leaf : leaves) leaves_.push_back(about(*leaf));
  if (reader_) reader_->read_leaves();
  number();
}

void Memory::number() {
  for (std::size_t i = path_marks_.size(); i < universe_.path_count(); ++i) {
    path_marks_.add(mark(universe_.text(PathId{static_cast<std::uint32_t>(i)})));
  }
  for (std::size_t i = marks_.size(); i < universe_.version_count(); ++i) {
    marks_.add(mark(universe_.module(VersionId{static_cast<std::uint32_t>(i)}).str()));
  }
}

// about finds what each look at a leaf depends on.
Memory::LeafMemory Memory::about(const LeafState& leaf) const {
  LeafMemory result;
  result.is_on = !leaf.leaf->input().identity.empty() && leaf.leaf->exclude().empty();
  if (!result.is_on) return result;
  std::string self = world_ + leaf.leaf->input().identity + "\n";
  result.minds = leaf.own->paths;
  for (const auto& main : leaf.leaf->mains()) {
    for (const VersionId m : main->listed) result.minds.push_back(universe_.path_of(m));
  }
  std::sort(result.minds.begin(), result.minds.end());
  result.minds.erase(std::unique(result.minds.begin(), result.minds.end()), result.minds.end());
  std::sort(result.minds.begin(), result.minds.end(),
            [this](PathId a, PathId b) { return path_marks_[a] < path_marks_[b]; });
  for (const PathId path : result.minds) {
    const VersionId own = leaf.own->at(path);
    append(self, path_marks_[path]);
    append(self, own == no_version ? std::uint64_t{0} : marks_[own]);
  }
  result.self = digest_of(self);
  return result;
}

Memory::Digest Memory::key_of(const LeafMemory& memory, const Outlook& outlook,
                              const LeafState& leaf) const {
  Mixture key;
  key.add(leaf.supported, leaf.raise_all ? 1 : 0);
  for (const PathId path : memory.minds) {
    const VersionId version = outlook.at(path);
    key.add(version == no_version ? std::uint64_t{0} : marks_[version],
            outlook.is_needed(leaf, path) ? 1 : 0);
  }
  if (!leaf.raised.empty()) {
    std::vector<std::uint64_t> raised;
    for (const auto& [path, version] : leaf.raised) raised.push_back(marks_[version]);
    std::sort(raised.begin(), raised.end());
    for (const std::uint64_t one : raised) key.add(one, 2);
  }
  return key.digest(memory.self);
}

bool Memory::is_same(const Kept& kept, const Outlook& outlook, const LeafState& leaf) const {
  return std::all_of(kept.beyond.begin(), kept.beyond.end(), [&](const Minded& minded) {
    return outlook.at(minded.path) == minded.version &&
           outlook.is_needed(leaf, minded.path) == minded.is_needed;
  });
}

Memory::LeafMemory* Memory::of(const LeafState& leaf) {
  return leaves_.empty() || !leaves_[leaf.position].is_on ? nullptr : &leaves_[leaf.position];
}

Memory::Kept* Memory::look_of(const LeafState& leaf) {
  LeafMemory* const memory = of(leaf);
  return memory && leaf.kept != 0 ? &memory->kept[leaf.kept - 1] : nullptr;
}

bool Memory::recall(const Outlook& outlook, LeafState& leaf) {
  LeafMemory* const known = of(leaf);
  if (!known) return false;
  LeafMemory& memory = *known;
  memory.key = key_of(memory, outlook, leaf);
  for (Kept& kept : memory.kept) {
    if (kept.key != memory.key || !is_same(kept, outlook, leaf)) continue;
    kept.is_recalled = true;
    Look& look = leaf;
    look = {};
    look.needed = memory.needed[kept.needed];
    look.places = memory.places[kept.places];
    look.faults = kept.faults;
    look.brought_in = kept.brought_in;
    look.newly_required.insert(kept.newly_required.begin(), kept.newly_required.end());
    for (const Minded& minded : kept.beyond) look.beyond.push_back(minded.path);
    look.kept = static_cast<std::uint32_t>(&kept - memory.kept.data()) + 1;
    return true;
  }
  return false;
}

namespace {

// number_of returns where a list with these contents is among others, and adds it where it is not.
template <typename List>
std::uint32_t number_of(std::vector<List>& lists, const List& list) {
  const auto found = std::find_if(lists.begin(), lists.end(), [&](const List& known) {
    return known == list || *known == *list;
  });
  const auto number = static_cast<std::uint32_t>(found - lists.begin());
  if (found == lists.end()) lists.push_back(list);
  return number;
}

}  // namespace

void Memory::keep(const Outlook& outlook, LeafState& leaf) {
  leaf.kept = 0;
  LeafMemory* const known = of(leaf);
  if (!known) return;
  LeafMemory& memory = *known;
  Kept& kept = memory.kept.emplace_back();
  kept.key = memory.key;
  for (const PathId path : leaf.beyond) {
    kept.beyond.push_back({path, outlook.at(path), outlook.is_needed(leaf, path)});
  }
  kept.needed = number_of(memory.needed, leaf.needed);
  kept.places = number_of(memory.places, leaf.places);
  leaf.needed = memory.needed[kept.needed];
  leaf.places = memory.places[kept.places];
  kept.newly_required.assign(leaf.newly_required.begin(), leaf.newly_required.end());
  kept.read = leaf.read;
  kept.faults = leaf.faults;
  kept.brought_in = leaf.brought_in;
  kept.is_new = true;
  leaf.kept = static_cast<std::uint32_t>(memory.kept.size());
}

bool Memory::restore(LeafState& leaf, Requirements requirements, const KnownFacts& facts,
                     const Loader::Load& load) {
  const Kept* const kept = look_of(leaf);
  return kept && kept->walk &&
         kept->walk->restore(leaf, std::move(requirements), answers_, facts, universe_, load);
}

void Memory::keep_walk(const LeafState& leaf) {
  Kept* const kept = look_of(leaf);
  if (kept && KeptWalk::can_keep(leaf)) kept->is_new = true;
}

const std::vector<VersionId>* Memory::raised(const LeafState& leaf, std::size_t fault) {
  const Kept* const kept = look_of(leaf);
  if (!kept) return nullptr;
  for (const auto& [number, raised] : kept->raised) {
    if (number == fault) return &raised;
  }
  return nullptr;
}

void Memory::keep_raised(const LeafState& leaf, std::size_t fault, std::vector<VersionId> raised) {
  Kept* const kept = look_of(leaf);
  if (!kept) return;
  kept->raised.emplace_back(static_cast<std::uint32_t>(fault), std::move(raised));
  kept->is_new = true;
}

const std::vector<Misfit>* Memory::misfits(const LeafState& leaf) {
  const Kept* const kept = look_of(leaf);
  return kept && kept->misfits ? &*kept->misfits : nullptr;
}

void Memory::keep_misfits(const LeafState& leaf, std::vector<Misfit> misfits) {
  Kept* const kept = look_of(leaf);
  if (!kept) return;
  kept->misfits = std::move(misfits);
  kept->is_new = true;
}

bool Memory::is_empty() const {
  return std::all_of(leaves_.begin(), leaves_.end(),
                     [](const LeafMemory& memory) { return memory.kept.empty(); });
}

std::vector<std::pair<const LeafState*, VersionId>> Memory::go_mods(
    const std::vector<std::unique_ptr<LeafState>>& leaves) const {
  std::vector<std::pair<const LeafState*, VersionId>> result;
  if (leaves_.empty()) return result;
  // Leaves that replace nothing see a module alike.
  constexpr std::uint32_t alike = 1;
  Table<VersionId, std::uint32_t> seen_by(universe_.version_count(), 0);
  for (const auto& leaf : leaves) {
    const auto own = static_cast<std::uint32_t>(leaf->position) + alike + 1;
    const std::uint32_t seer = leaf->leaf->replaces() ? own : alike;
    for (const Kept& kept : leaves_[leaf->position].kept) {
      if (!kept.is_recalled) continue;
      for (const VersionId m : kept.read) {
        if (std::exchange(seen_by[m], seer) != seer) result.emplace_back(leaf.get(), m);
      }
    }
  }
  return result;
}

}  // namespace goset::resolve
