#include "goset/store/nearest_set.hpp"

#include <filesystem>
#include <system_error>

#include "goset/store/folder.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

bool has_set(const fs::path& directory) {
  std::error_code ignored;  // what can't be looked at is not the user's
  return fs::exists(directory / Folder::manifest_name, ignored) ||
         fs::exists(directory / Folder::lock_name, ignored);
}

}  // namespace

std::string nearest_set() {
  std::error_code gone;
  fs::path directory = fs::current_path(gone);
  if (gone) return ".";
  fs::path up = ".";
  while (!has_set(directory)) {
    if (directory == directory.parent_path()) return ".";
    directory = directory.parent_path();
    up = up == "." ? fs::path("..") : up / "..";
  }
  return up.string();
}

}  // namespace goset
