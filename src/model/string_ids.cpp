#include "goset/model/string_ids.hpp"

#include <functional>

namespace goset {

StringIds::Id StringIds::add(std::string_view text) {
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  const std::size_t hash = std::hash<std::string_view>{}(text);
  Id& id = slots_[slot(text, hash)];
  if (id == none) {
    id = static_cast<Id>(texts_.size());
    texts_.push_back(text);
    hashes_.push_back(hash);
  }
  return id;
}

StringIds::Id StringIds::find(std::string_view text) const {
  if (slots_.empty()) return none;
  return slots_[slot(text, std::hash<std::string_view>{}(text))];
}

// slot returns where the text is, or the free slot where it belongs.
std::size_t StringIds::slot(std::string_view text, std::size_t hash) const {
  const std::size_t last = slots_.size() - 1;
  for (std::size_t at = hash & last;; at = (at + 1) & last) {
    const Id id = slots_[at];
    if (id == none || (hashes_[id] == hash && texts_[id] == text)) return at;
  }
}

void StringIds::grow() {
  slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), none);
  const std::size_t last = slots_.size() - 1;
  for (Id id = 0; id < texts_.size(); ++id) {
    std::size_t at = hashes_[id] & last;
    while (slots_[at] != none) at = (at + 1) & last;
    slots_[at] = id;
  }
}

}  // namespace goset
