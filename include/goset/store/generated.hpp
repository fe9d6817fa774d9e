#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "goset/store/changes.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/text_files.hpp"

namespace goset {

// Generated are the files that goset makes in the folder of a set: goset.lock and go-packages.nix, or
// the directories goset.lock and go-packages.
struct Generated {
  TextFiles lock;      // nothing: there is none
  TextFiles packages;  // those of the lock's layout

  // layout is that of the lock, nullopt if there is none.
  std::optional<Manifest::Layout> layout() const;
  // packages_name is that of their file or directory.
  const char* packages_name() const;

  static Generated read(const Folder& folder);

  // left_over returns what goset made in the folder and is not one of these files: of the other layout,
  // or of what is gone. Throws Error for a file in the directory of packages that Nix would read and goset
  // did not make.
  std::set<std::string> left_over(const Folder& folder) const;

  // plan has a folder get these files, and nothing that is left over.
  void plan(Changes& changes, const Folder& folder) const;
};

// read_lock_files reads a lock that is a file or a directory; empty if there is none.
TextFiles read_lock_files(const std::filesystem::path& place);

// top_of returns the file or directory beside goset.toml that a name of a generated file is in, with a
// slash if it is a directory; empty for the name of another file.
std::string top_of(const std::string& name);

}  // namespace goset
