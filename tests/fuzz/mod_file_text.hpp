#pragma once

#include <string>

#include "goset/go/mod_file.hpp"
#include "goset/go/work_file.hpp"

namespace goset::fuzz {

// text_of writes a go.mod or go.work that says the same, one directive a line.
std::string text_of(const ModFile& file);
std::string text_of(const WorkFile& file);

}  // namespace goset::fuzz
