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
  struct Slot {
    Id id = none;
    std::uint32_t hash = 0;  // of the text
  };
  std::size_t place(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;  // open addressing; a power of two, at most half of it taken
};

}  // namespace goset
