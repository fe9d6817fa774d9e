#pragma once

#include <string_view>

// The files of src/report/page, which are compiled in.
namespace goset::page_files {

extern const std::string_view style;
extern const std::string_view script;

}  // namespace goset::page_files
