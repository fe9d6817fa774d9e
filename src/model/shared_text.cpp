#include "goset/model/shared_text.hpp"

namespace goset {

const SharedText& SharedTexts::of(std::string_view text) {
  const StringIds::Id known = ids_.find(text);
  if (known != StringIds::none) return texts_[known];
  texts_.emplace_back(text);
  return texts_[ids_.add(texts_.back().str())];
}

}  // namespace goset
