#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "goset/model/license.hpp"

namespace goset {

// LicenseFiles collects the files of a module that hold licences, and reads what is in them. Of a source
// nobody builds, as in testdata, none counts.
class LicenseFiles {
 public:
  // is_wanted reports whether a file is one, by its path in the module.
  static bool is_wanted(std::string_view path);

  // add reads a text. Beyond what any module has of licences nothing is read.
  void add(std::string_view path, std::string_view text);

  License license() &&;

 private:
  std::map<std::string, std::set<std::string>> found_;  // by directory
  std::set<std::string> unknown_;
  std::uint64_t bytes_ = 0;
};

}  // namespace goset
