#include "goset/fetch/module_cache.hpp"

#include <fmt/format.h>

#include <system_error>

namespace goset {

namespace fs = std::filesystem;

namespace {

fs::path relative_place(const ModuleVersion& m, std::string_view ending) {
  return fs::path(module::escape_path(m.path)) / "@v" /
         fmt::format("{}.{}", module::escape_version(m.version), ending);
}

}  // namespace

ModuleCache::ModuleCache(fs::path directory, std::vector<fs::path> read_only)
    : directory_(std::move(directory)),
      read_only_(std::move(read_only)),
      scratch_(std::make_unique<RunDirectory>(directory_)) {}

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
  return scratch_->fresh_name();
}

void ModuleCache::keep(const fs::path& temporary, const ModuleVersion& m,
                       std::string_view ending) const {
  const fs::path target = place(m, ending);
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  RunDirectory::place(temporary, target);
}

void ModuleCache::store(std::string_view text, const ModuleVersion& m,
                        std::string_view ending) const {
  const fs::path target = place(m, ending);
  std::error_code ignored;
  fs::create_directories(target.parent_path(), ignored);
  scratch_->replace(target, text);
}

void ModuleCache::drop(const ModuleVersion& m, std::string_view ending) const {
  std::error_code ignored;
  fs::remove(place(m, ending), ignored);
}

}  // namespace goset
