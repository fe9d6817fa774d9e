#include "goset/model/replacements.hpp"

#include <fmt/format.h>

#include <utility>

#include "goset/error.hpp"

namespace goset {

std::string Replacement::str() const {
  return is_directory() ? directory : module.path + " " + module.version;
}

void Replacements::add(const ModuleVersion& old, Replacement by, const std::string& file) {
  if (files_.empty() || files_.back().name != file) files_.push_back({file, {}});
  files_.back().lines.emplace(old, by);
  lines_.emplace(old, std::move(by));
}

const Replacement* Replacements::find(const ModuleVersion& m) const {
  const Replacement* by = nullptr;
  const File* stated_by = nullptr;
  for (const File& file : files_) {
    auto found = file.lines.find(m);
    if (found == file.lines.end()) found = file.lines.find({m.path, ""});
    if (found == file.lines.end()) continue;
    if (by && *by != found->second && !found->first.version.empty()) {
      throw Error(fmt::format("conflicting replacements of {}", m.str()),
                  {fmt::format("{} says {}", stated_by->name, by->str()),
                   fmt::format("{} says {}", file.name, found->second.str()),
                   fmt::format("a replace line for {} in go.work decides", m.path)});
    }
    by = &found->second;
    stated_by = &file;
    if (file.name.ends_with("go.work")) break;  // it goes before all others
  }
  return by;
}

}  // namespace goset
