#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "goset/app/drift.hpp"

namespace goset {

// FindingLines finds the lines that findings are about, and reads each file once.
class FindingLines {
 public:
  // of returns the line of a finding's file, from 1: of TOML, the pin of its module, or the table of its
  // leaf; of a lock, the entry of its module or leaf; where a merge left markers, the first of them; else
  // the first line. 0 if the file is a directory, missing or empty.
  std::size_t of(const Finding& finding);

 private:
  const std::string& text(const std::string& file);

  std::map<std::string, std::string> texts_ = {};  // by file; empty for what can't be read as one
};

}  // namespace goset
