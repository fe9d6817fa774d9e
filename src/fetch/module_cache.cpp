#include "goset/fetch/module_cache.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

fs::path relative_place(const ModuleVersion& m, std::string_view ending) {
  return fs::path(module::escape_path(m.path)) / "@v" /
         fmt::format("{}.{}", module::escape_version(m.version), ending);
}

}  // namespace

ModuleCache::ModuleCache(fs::path directory, std::vector<fs::path> read_only)
    : directory_(std::move(directory)), read_only_(std::move(read_only)) {}

std::optional<fs::path> ModuleCache::find(const ModuleVersion& m, std::string_view ending) const {
  const fs::path name = relative_place(m, ending);
  std::error_code ignored;
  if (fs::path own = directory_ / name; fs::is_regular_file(own, ignored)) return own;
  for (const fs::path& other : read_only_) {
    if (fs::path file = other / name; fs::is_regular_file(file, ignored)) return file;
  }
  return std::nullopt;
}

fs::path ModuleCache::place(const ModuleVersion& m, std::string_view ending) const {
  return directory_ / relative_place(m, ending);
}

fs::path ModuleCache::temporary() const {
  const fs::path directory = directory_ / "tmp";
  std::error_code error;
  fs::create_directories(directory, error);
  const fs::path& usable =
      error || access(directory.c_str(), W_OK) != 0 ? fs::temp_directory_path() : directory;
  return fresh_name(usable / "goset");
}

void ModuleCache::keep(const fs::path& temporary, const ModuleVersion& m,
                       std::string_view ending) const {
  const fs::path target = place(m, ending);
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  fs::rename(temporary, target, error);
  if (error) fs::remove(temporary, error);
}

void ModuleCache::store(std::string_view text, const ModuleVersion& m,
                        std::string_view ending) const {
  const fs::path file = temporary();
  std::error_code ignored;
  if (write_new(file, text, Durable::no)) {
    fs::remove(file, ignored);
  } else {
    keep(file, m, ending);
  }
}

void ModuleCache::drop(const ModuleVersion& m, std::string_view ending) const {
  std::error_code ignored;
  fs::remove(place(m, ending), ignored);
}

}  // namespace goset
