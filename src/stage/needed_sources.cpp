#include "needed_sources.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <set>

#include "cacheprog/file.hpp"
#include "file_references.hpp"

namespace goset::build {
namespace {

namespace fs = std::filesystem;

// Files in which the C compiler, or the assembler, includes others.
constexpr std::array<std::string_view, 19> including_extensions = {
    ".S",   ".c",   ".cc",  ".cpp", ".cxx", ".f90", ".h",       ".hh",   ".hpp", ".hxx",
    ".inc", ".inl", ".ipp", ".m",   ".mm",  ".s",   ".swigcxx", ".swig", ".sx"};

bool may_include(const fs::path& file) {
  const std::string extension = file.extension();
  return std::find(including_extensions.begin(), including_extensions.end(), extension) !=
         including_extensions.end();
}

bool is_test(const fs::path& file) {
  return file.filename().string().ends_with("_test.go");
}

// NeededSources is one run of copy_needed. Paths are relative to the source, and normal.
class NeededSources {
 public:
  NeededSources(const fs::path& source, const fs::path& to) : source_(source), to_(to) {}

  void add_package(const fs::path& directory) {
    package_ = directory;
    search_ = {directory};
    std::vector<FileReferences> found;
    for (const fs::path& file : files_in(directory)) {
      if (is_test(file)) continue;
      add_file(file);
      if (file.extension() == ".go") found.push_back(references_in(file));
    }
    for (const FileReferences& references : found) {
      for (const std::string& pattern : references.embedded) add_embedded(directory, pattern);
      for (const std::string& path : references.named) add_named(path);
    }
    // By now it is known where included files are looked for.
    for (const FileReferences& references : found) follow(references, directory);
    while (!unread_.empty()) {
      const fs::path file = unread_.back();
      unread_.pop_back();
      follow(references_in(file), file.parent_path());
    }
  }

 private:
  std::vector<fs::path> files_in(const fs::path& directory) const {
    std::vector<fs::path> files;
    if (!fs::is_directory(source_ / directory)) return files;
    for (const auto& entry : fs::directory_iterator(source_ / directory)) {
      if (entry.is_regular_file()) files.push_back(below(directory, entry.path().filename()));
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  static fs::path below(const fs::path& directory, const fs::path& name) {
    return (directory / name).lexically_normal();
  }

  FileReferences references_in(const fs::path& file) const {
    const std::string text = read_file(source_ / file);
    FileReferences found = references_of(text);
    const bool is_go_alone = file.extension() == ".go" && text.find("\"C\"") == std::string::npos;
    return is_go_alone ? FileReferences{std::move(found.embedded), {}, {}, false} : found;
  }

  void add_file(const fs::path& file) {
    if (!copied_.insert(file).second) return;
    fs::create_directories((to_ / file).parent_path());
    fs::copy_file(source_ / file, to_ / file);
    if (may_include(file)) unread_.push_back(file);
  }

  void add_tree(const fs::path& directory) {
    if (!trees_.insert(directory).second) return;
    for (const auto& entry : fs::recursive_directory_iterator(source_ / directory)) {
      if (entry.is_regular_file()) add_file(entry.path().lexically_relative(source_));
    }
  }

  // add adds a file, or all of a directory; false if there is neither.
  bool add(const fs::path& path) {
    if (path.empty() || path.is_absolute() || *path.begin() == "..") return false;
    if (fs::is_regular_file(source_ / path)) {
      add_file(path);
      return true;
    }
    if (!fs::is_directory(source_ / path)) return false;
    add_tree(path);
    return true;
  }

  // add_embedded adds what a pattern matches, element by element, as path.Match does.
  void add_embedded(const fs::path& directory, const fs::path& pattern) {
    const fs::path rest = pattern.lexically_normal();
    if (rest.empty() || rest == ".") {
      add_tree(directory);
      return;
    }
    const std::string element = rest.begin()->string();
    const fs::path more = rest.lexically_relative(element);
    if (!fs::is_directory(source_ / directory)) return;
    for (const auto& entry : fs::directory_iterator(source_ / directory)) {
      const fs::path name = entry.path().filename();
      if (name != element && ::fnmatch(element.c_str(), name.c_str(), 0) != 0) continue;
      const fs::path path = below(directory, name);
      if (more == ".") {
        add(path);
      } else {
        add_embedded(path, more);
      }
    }
  }

  // add_named adds what a `#cgo` line names, relative to the package. A directory that the package
  // is in itself is one to look for included files in, and no more.
  void add_named(const std::string& path) {
    fs::path named = below(package_, path);
    if (!named.has_filename()) named = named.parent_path();
    if (named.empty()) named = ".";
    if (fs::is_directory(source_ / named)) search_.push_back(named);
    const auto [end, unused] =
        std::mismatch(named.begin(), named.end(), package_.begin(), package_.end());
    if (named != "." && end != named.end()) add(named);
  }

  // follow adds what a file in this directory includes.
  void follow(const FileReferences& references, const fs::path& directory) {
    if (references.has_computed_include) add_tree(package_);
    for (const std::string& name : references.included) {
      if (add_included(below(directory, name))) continue;
      for (const fs::path& searched : search_) {
        if (add_included(below(searched, name))) break;
      }
    }
  }

  bool add_included(const fs::path& file) { return !fs::is_directory(source_ / file) && add(file); }

  const fs::path source_;
  const fs::path to_;
  std::set<fs::path> copied_;
  std::set<fs::path> trees_;
  std::vector<fs::path> unread_;  // copied files whose includes were not followed yet
  // Of the package at hand.
  fs::path package_;
  std::vector<fs::path> search_;  // where its included files are looked for
};

}  // namespace

void copy_needed(const fs::path& source, const std::vector<std::string>& packages,
                 const fs::path& to) {
  fs::create_directories(to);
  NeededSources needed(source, to);
  for (const std::string& package : packages) {
    needed.add_package(fs::path(package).lexically_normal());
  }
}

}  // namespace goset::build
