#include "goset/store/generated.hpp"

#include <fmt/format.h>

#include <functional>
#include <string_view>

#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/rendered.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr const char* packages_directory = "go-packages";
constexpr std::string_view kinds[] = {"leaves", "modules", "rendered", "tracks"};

// each_file calls `use` with the names, relative to a directory, of the files that a generated one has
// there: others, and directories that goset does not make, are passed over.
void each_file(const fs::path& directory, const std::function<void(const std::string&)>& use) {
  std::error_code absent;
  for (const std::string_view kind : kinds) {
    const fs::path top = directory / kind;
    if (!fs::is_directory(top, absent)) continue;
    std::error_code fault;
    fs::recursive_directory_iterator entry(top, fault);
    for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
      if (entry->is_directory(absent)) continue;
      use(entry->path().lexically_relative(directory).string());
    }
    if (fault) throw Error(fmt::format("{}: {}", top.string(), fault.message()));
  }
}

bool is_lock_file(const std::string& name) {
  return rendered::is_record(name) ? name.find('.') == std::string::npos : name.ends_with(".json");
}

// lock_names returns the names of a lock's files: "" if it is one file, those of a directory even if it
// was not written to its end.
std::set<std::string> lock_names(const fs::path& place) {
  std::error_code absent;
  if (!fs::is_directory(place, absent)) {
    return fs::exists(place, absent) ? std::set<std::string>{""} : std::set<std::string>{};
  }
  std::set<std::string> names;
  if (fs::exists(place / lock::head_file, absent)) names.insert(lock::head_file);
  each_file(place, [&](const std::string& name) {
    if (is_lock_file(name)) names.insert(name);
  });
  return names;
}

TextFiles read_packages_files(const fs::path& directory) {
  TextFiles files;
  const auto add = [&](const std::string& name) {
    if (!name.ends_with(".nix")) return;
    if (std::optional<std::string> text = read_file(directory / name)) files[name] = *text;
  };
  add("set.nix");
  each_file(directory, add);
  return files;
}

TextFiles one_file(const std::optional<std::string>& text) {
  return text ? TextFiles{{"", *text}} : TextFiles{};
}

// path_of returns the name of a file relative to goset.toml.
std::string path_of(const std::string& top, const std::string& name) {
  return name.empty() ? top : top + "/" + name;
}

}  // namespace

TextFiles read_lock_files(const fs::path& place) {
  std::error_code absent;
  if (!fs::is_directory(place, absent)) return one_file(read_file(place));
  const std::set<std::string> names = lock_names(place);
  if (!names.contains(lock::head_file)) return {};  // a first one that was not written to its end
  TextFiles files;
  for (const std::string& name : names) {
    if (std::optional<std::string> text = read_file(place / name)) files[name] = *text;
  }
  return files;
}

std::optional<Manifest::Layout> Generated::layout() const {
  if (lock.empty()) return std::nullopt;
  return is_one_file(lock) ? Manifest::Layout::file : Manifest::Layout::directory;
}

const char* Generated::packages_name() const {
  return layout() == Manifest::Layout::directory ? packages_directory : Folder::packages_name;
}

Generated Generated::read(const Folder& folder) {
  Generated result;
  result.lock = read_lock_files(folder.file(Folder::lock_name));
  const fs::path packages = folder.file(result.packages_name());
  result.packages = result.layout() == Manifest::Layout::directory ? read_packages_files(packages)
                                                                   : one_file(read_file(packages));
  return result;
}

std::set<std::string> Generated::left_over(const Folder& folder) const {
  std::set<std::string> result;
  const auto note = [&](const std::string& top, const TextFiles& files, const std::string& name) {
    if (!files.contains(name)) result.insert(path_of(top, name));
  };
  const bool is_directory = layout() == Manifest::Layout::directory;
  const fs::path lock_place = folder.file(Folder::lock_name);
  for (const std::string& name : lock_names(lock_place)) note(Folder::lock_name, lock, name);
  const TextFiles none;
  const TextFiles& kept = is_directory ? packages : none;
  for (const auto& [name, text] : read_packages_files(folder.file(packages_directory))) {
    const bool is_ours = text.starts_with(Lock::made_line);
    if (!is_ours && (is_directory || kept.contains(name))) {
      throw Error(fmt::format("{}: goset did not make this file",
                              folder.shown(path_of(packages_directory, name))),
                  {fmt::format("the directory {} is for what `goset lock` makes: move it elsewhere",
                               folder.shown(packages_directory))});
    }
    if (is_ours) note(packages_directory, kept, name);
  }
  const std::optional<std::string> single =
      is_directory ? folder.read(Folder::packages_name) : std::nullopt;
  if (single && single->find(Lock::made_line) != std::string::npos)
    result.insert(Folder::packages_name);
  return result;
}

void Generated::plan(Changes& changes, const Folder& folder) const {
  for (const std::string& name : left_over(folder)) changes.remove(name);
  for (const auto& [name, text] : lock) changes.set(path_of(Folder::lock_name, name), text);
  for (const auto& [name, text] : packages) changes.set(path_of(packages_name(), name), text);
}

std::string top_of(const std::string& name) {
  if (name == Folder::lock_name || name == Folder::packages_name) return name;
  for (const std::string top : {Folder::lock_name, packages_directory}) {
    if (name.starts_with(top + "/")) return top + "/";
  }
  return "";
}

}  // namespace goset
