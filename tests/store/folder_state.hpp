#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "goset/os/whole_file.hpp"

// State is all that is below a directory: texts, and where links lead.
using State = std::map<std::string, std::string>;

inline State state_of(const std::filesystem::path& directory) {
  State state;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().lexically_relative(directory).string();
    if (entry.is_symlink()) {
      state[name] = "-> " + std::filesystem::read_symlink(entry.path()).string();
    } else if (!entry.is_directory()) {
      state[name] = goset::read_file(entry.path()).value_or("?");
    }
  }
  return state;
}
