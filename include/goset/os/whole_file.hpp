#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace goset {

// read_file returns a file's text; nullopt if there is none. Throws Error if it can't be read.
std::optional<std::string> read_file(const std::filesystem::path& file);

}  // namespace goset
