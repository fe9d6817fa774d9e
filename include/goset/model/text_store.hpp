#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace goset {

// TextStore keeps copies of texts, many in one piece of memory. The copies stay where they are until
// it is destroyed.
class TextStore {
 public:
  TextStore() = default;
  TextStore(TextStore&&) noexcept = default;
  TextStore& operator=(TextStore&&) noexcept = default;

  std::string_view add(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> pieces_;
  char* free_ = nullptr;  // in the last piece
  std::size_t left_ = 0;
};

}  // namespace goset
