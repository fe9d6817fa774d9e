#include "goset/model/string_ids.hpp"

#include <functional>
#include <utility>

namespace goset {

namespace {

std::uint32_t hash_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

}  // namespace

StringIds::Id StringIds::add(std::string_view text) {
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  Slot& slot = slots_[place(text, hash)];
  if (slot.id == none) {
    slot = {static_cast<Id>(texts_.size()), hash};
    texts_.push_back(text);
  }
  return slot.id;
}

StringIds::Id StringIds::find(std::string_view text) const {
  if (slots_.empty()) return none;
  return slots_[place(text, hash_of(text))].id;
}

// place returns where the text is, or the free slot where it belongs.
std::size_t StringIds::place(std::string_view text, std::uint32_t hash) const {
  const std::size_t last = slots_.size() - 1;
  for (std::size_t at = hash & last;; at = (at + 1) & last) {
    const Slot& slot = slots_[at];
    if (slot.id == none || (slot.hash == hash && texts_[slot.id] == text)) return at;
  }
}

void StringIds::grow() {
  const std::vector<Slot> before = std::move(slots_);
  slots_.assign(before.empty() ? 64 : 2 * before.size(), {});
  const std::size_t last = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.id == none) continue;
    std::size_t at = slot.hash & last;
    while (slots_[at].id != none) at = (at + 1) & last;
    slots_[at] = slot;
  }
}

}  // namespace goset
