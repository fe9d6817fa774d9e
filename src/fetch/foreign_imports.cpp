#include "foreign_imports.hpp"

namespace goset {

ForeignImports::ForeignImports(const ModuleZip& zip) : path_(zip.module().path) {
  for (const ModuleZip::Entry& entry : zip.entries()) {
    const std::string_view name = entry.name;
    const std::size_t slash = name.rfind('/');
    if (!imports::is_candidate(name.substr(slash + 1))) continue;
    directories_.insert(slash == std::string_view::npos ? "" : name.substr(0, slash));
  }
}

bool ForeignImports::is_own(std::string_view import_path) const {
  if (!import_path.starts_with(path_)) return false;
  if (import_path.size() == path_.size()) return directories_.contains("");
  return import_path[path_.size()] == '/' &&
         directories_.contains(import_path.substr(path_.size() + 1));
}

}  // namespace goset
