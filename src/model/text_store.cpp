#include "goset/model/text_store.hpp"

#include <algorithm>

namespace goset {

std::string_view TextStore::add(std::string_view text) {
  constexpr std::size_t piece_size = 1 << 16;
  if (text.size() > left_) {
    left_ = std::max(piece_size, text.size());
    pieces_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    free_ = pieces_.back().get();
  }
  const std::string_view copy(free_, text.size());
  std::copy(text.begin(), text.end(), free_);
  free_ += text.size();
  left_ -= text.size();
  return copy;
}

}  // namespace goset
