#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// SumLines are the lines of a go.sum or go.work.sum, as "PATH VERSION HASH" or
// "PATH VERSION/go.mod HASH", with one space between. Lines that Go drops are left out. It owns the
// text.
class SumLines {
 public:
  // parse throws Error (`FILE:LINE: malformed go.sum: wrong number of fields 2`).
  static SumLines parse(std::string_view file_name, std::string text);

  const std::vector<std::string_view>& lines() const { return lines_; }

 private:
  std::vector<std::string_view> lines_;
  std::vector<std::unique_ptr<const std::string>> texts_;
};

}  // namespace goset
