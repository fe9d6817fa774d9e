#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace goset {

// StringIds numbers texts: equal texts have equal numbers, from 0 in the order in which they came.
// It holds views, so what is added must outlive it.
class StringIds {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = ~Id{0};

  // add returns the number of a text, a new one if it has none.
  Id add(std::string_view text);
  // find returns the number of a text, or none.
  Id find(std::string_view text) const;

  std::string_view at(Id id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::size_t slot(std::string_view text, std::size_t hash) const;
  void grow();

  std::vector<std::string_view> texts_;
  std::vector<std::size_t> hashes_;  // of the texts
  std::vector<Id> slots_;            // open addressing; a power of two, at most half of it taken
};

}  // namespace goset
