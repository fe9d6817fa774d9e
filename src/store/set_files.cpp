#include "goset/store/set_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "floors.hpp"
#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/module.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/edit.hpp"
#include "goset/store/include_pattern.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

namespace fs = std::filesystem;

// include returns the file of this name, which is one of these from now on.
manifest::Source& SetFiles::include(const std::string& name) {
  const std::string normal = fs::path(name).lexically_normal().string();
  const auto known =
      std::find_if(sources_.begin(), sources_.end(),
                   [&](const manifest::Source& source) { return source.name == normal; });
  if (known != sources_.end()) return *known;
  const std::string text = folder_->read(normal).value_or("");
  return sources_.emplace_back(manifest::Source{normal, folder_->shown(normal), text});
}

SetFiles SetFiles::read(const Folder& folder) {
  SetFiles files(folder);
  std::error_code fault;  // as of links in a circle: reading says what it is
  if (fs::exists(folder.file(Folder::manifest_name), fault) || fault) {
    files.include(Folder::manifest_name);
    for (const std::string& pattern : manifest::includes(files.sources_[0])) {
      for (const std::string& name : files_matching(folder.directory(), pattern)) {
        files.include(name);
      }
    }
    if (fs::exists(folder.file(floors::file_name), fault) || fault) {
      files.include(floors::file_name);
    }
    return files;
  }
  const std::optional<std::string> go_mod = folder.read("go.mod");
  if (!go_mod) {
    throw Error(fmt::format("{}: no such file", folder.shown(Folder::manifest_name)),
                {"`goset init` makes one, `goset add` puts a program into it"});
  }
  const ModFile mod = mod_file::parse(folder.shown("go.mod"), *go_mod);
  const std::string name = default_leaf_name(mod.module_path);
  if (name.empty()) {
    throw Error(fmt::format("{}: module path \"{}\" has no last element", folder.shown("go.mod"),
                            mod.module_path));
  }
  // The program's own go line is no reason to refuse it.
  std::string go = manifest::default_go;
  const std::string own = toolchain_version::language(mod.go.value_or(""));
  if (toolchain_version::compare(own, go) > 0) go = own;
  files.include(Folder::manifest_name).text = manifest::initial(go);
  Manifest::Leaf leaf;
  leaf.path = std::string(".");
  files.add_leaf(name, leaf);
  files.implied_ = name;
  return files;
}

manifest::Source& SetFiles::file_of(const std::string& leaf) {
  return include(manifest().leaves.at(leaf).file);
}

// place_for returns the file that a new leaf goes to.
std::string SetFiles::place_for(const std::string& leaf) const {
  for (const std::string& pattern : manifest::includes(sources_[0])) {
    if (std::string name = single_star(pattern, leaf); !name.empty()) return name;
  }
  return Folder::manifest_name;
}

// stated_in returns a directory or file, named from goset.toml, as another file names it.
std::string SetFiles::stated_in(const std::string& file, const std::string& place) const {
  const std::string directory = fs::path(file).parent_path().string();
  if (place.empty() || directory.empty() || is_remote(place)) return place;
  // What the parser puts together by names is taken apart by names, whatever links there are.
  if (!directory.starts_with("..") && fs::path(place).is_relative()) {
    return fs::path(place).lexically_relative(directory).string();
  }
  return fs::relative(folder_->file(place), folder_->file(directory)).string();
}

// is_named reports whether a file must be there: it is goset.toml, or included by its name.
bool SetFiles::is_named(const std::string& file) const {
  const std::vector<std::string> patterns = manifest::includes(sources_[0]);
  return file == Folder::manifest_name ||
         std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
           return fs::path(pattern).lexically_normal() == file;
         });
}

void SetFiles::add_leaf(const std::string& name, const Manifest::Leaf& leaf) {
  manifest::Source& source = include(place_for(name));
  Manifest::Leaf stated = leaf;
  stated.path = stated_in(source.name, leaf.path);
  stated.archive = stated_in(source.name, leaf.archive);
  source.text = manifest::with_leaf(source.text, name, stated);
  emptied_.erase(source.name);
  implied_.clear();
}

void SetFiles::remove_leaf(const std::string& name) {
  manifest::Source& source = file_of(name);
  source.text = manifest::without_leaf(source.text, name);
  const bool is_empty = source.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_empty && !is_named(source.name)) emptied_.insert(source.name);
}

void SetFiles::set_leaf_value(const std::string& name, std::string_view key, std::string_view value,
                              std::string_view comment) {
  manifest::Source& source = file_of(name);
  source.text = manifest::with_leaf_value(source.text, name, key, value, comment);
  implied_.clear();
}

void SetFiles::set_archive(const std::string& name, const std::string& archive) {
  set_leaf_value(name, "archive", stated_in(file_of(name).name, archive));
}

void SetFiles::set_pin(const std::string& path, const Pin& pin, std::string_view comment) {
  sources_[0].text = manifest::with_pin(sources_[0].text, path, pin, comment);
  drop_floor(path);
  implied_.clear();
}

void SetFiles::set_floor(const std::string& path, const std::string& version,
                         std::string_view comment) {
  if (manifest::has_bare_floor(sources_[0].text, path)) {
    sources_[0].text = manifest::without_pin(sources_[0].text, path);
  }
  manifest::Source& source = include(floors::file_name);
  source.text = floors::with(source.text, path, version, comment);
  emptied_.erase(source.name);
  implied_.clear();
}

void SetFiles::drop_floor(const std::string& path) {
  for (manifest::Source& source : sources_) {
    if (source.name != floors::file_name) continue;
    source.text = floors::without(source.text, path);
    if (source.text.empty()) emptied_.insert(source.name);
  }
}

void SetFiles::drop_pin(const std::string& path) {
  const bool is_floor =
      std::any_of(sources_.begin(), sources_.end(), [&](const manifest::Source& source) {
        return source.name == floors::file_name &&
               floors::without(source.text, path) != source.text;
      });
  drop_floor(path);
  if (is_floor && !manifest::has_pin(sources_[0].text, path)) return;
  sources_[0].text = manifest::without_pin(sources_[0].text, path);
}

void SetFiles::add_track(const std::string& name, const Manifest::Track& track) {
  sources_[0].text = manifest::with_track(sources_[0].text, name, track);
  implied_.clear();
}

void SetFiles::add_track_pins(const std::string& name, const Pins& pins) {
  sources_[0].text = manifest::with_track_pins(sources_[0].text, name, pins);
}

void SetFiles::plan(Changes& changes) const {
  if (!implied_.empty()) return;
  for (const manifest::Source& source : sources_) {
    if (emptied_.contains(source.name)) {
      changes.remove(source.name);
    } else {
      changes.set(source.name, source.text);
    }
  }
}

Manifest read_manifest(const Folder& folder) {
  return SetFiles::read(folder).manifest();
}

void need_leaf(const Folder& folder, const Manifest& manifest, const std::string& name) {
  if (manifest.leaves.contains(name)) return;
  Error error(fmt::format("{} has no leaf {}", folder.shown(Folder::manifest_name), name));
  add_suggestion(error, name, manifest.leaves);
  throw error;
}

std::string default_leaf_name(const std::string& module_path) {
  const std::optional<module::PathMajor> split = module::split_path_version(module_path);
  const std::string prefix = split ? split->prefix : module_path;
  std::string name = prefix.substr(prefix.rfind('/') + 1);
  std::replace(name.begin(), name.end(), '~', '-');  // which no leaf's name has
  return name;
}

}  // namespace goset
