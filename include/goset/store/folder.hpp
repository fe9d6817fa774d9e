#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "goset/model/lock.hpp"
#include "goset/model/manifest.hpp"
#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

// Folder is the directory of a set: goset.toml, goset.lock and go-packages.nix.
class Folder {
 public:
  static constexpr const char* manifest_name = Manifest::file_name;
  static constexpr const char* lock_name = Lock::file_name;
  static constexpr const char* packages_name = "go-packages.nix";

  explicit Folder(std::filesystem::path directory) : directory_(std::move(directory)) {}

  // to_read returns a folder for a command that changes nothing in it. Throws Error if a change was
  // interrupted, and some of the files may be new and others old: the next Exclusive finishes it.
  static Folder to_read(std::filesystem::path directory);

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path file(const std::string& name) const { return directory_ / name; }
  // shown returns a file's name as messages write it: with -C, the directory in front.
  std::string shown(const std::string& name) const;

  std::optional<std::string> read(const std::string& name) const { return read_file(file(name)); }

 private:
  std::filesystem::path directory_;
};

// Exclusive keeps other goset processes from writing to the same folder while it lives. A change that
// was interrupted is finished first.
class Exclusive {
 public:
  explicit Exclusive(const Folder& folder);

 private:
  Descriptor directory_;
};

}  // namespace goset
