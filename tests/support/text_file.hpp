#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

// Whole files and texts, for what tests set up. Faults are std::runtime_error.
namespace text_file {

[[noreturn]] void fail(const std::string& message);

std::string read(const std::filesystem::path& file);
void write(const std::filesystem::path& file, std::string_view text);

// replace_all returns how many there were.
std::size_t replace_all(std::string& text, std::string_view from, std::string_view to);

}  // namespace text_file
