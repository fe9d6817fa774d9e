#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

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

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path file(const std::string& name) const { return directory_ / name; }
  // shown returns a file's name as messages write it: with -C, the directory in front.
  std::string shown(const std::string& name) const;

  std::optional<std::string> read(const std::string& name) const { return read_file(file(name)); }

 private:
  std::filesystem::path directory_;
};

// Exclusive keeps other goset processes from writing to the same folder while it lives.
class Exclusive {
 public:
  explicit Exclusive(const Folder& folder);

 private:
  Descriptor directory_;
};

// Changes are new contents of files in a folder, and files that go. commit() makes all of them or
// none: each is written to a new place first, and only then renamed; where a rename fails, those before
// it are undone. A file may take the place of a directory whose files go, and the other way round.
class Changes {
 public:
  explicit Changes(const Folder& folder) : folder_(folder) {}
  ~Changes();
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  // set plans a file; text that the file has already changes nothing.
  void set(const std::string& name, std::string text);
  // remove plans that there be no such file.
  void remove(const std::string& name);
  const std::map<std::string, std::optional<std::string>>& planned() const { return planned_; }
  void commit();

 private:
  struct Step {
    std::filesystem::path target;
    std::filesystem::path fresh;  // the new content, until it is renamed; empty if the file goes
    std::filesystem::path old;    // the old content, until all is done; empty if there was none
    bool done = false;            // the target is the new content, or gone
  };
  // prepare writes the fresh file, with the mode of the one that is there.
  void prepare(Step& step, const std::optional<std::string>& text, Durable durable);
  void make(Step& step);
  void undo();
  bool swaps_directory() const;
  // beside returns a place for what is or will be at `target`, on the same file system.
  std::filesystem::path beside(const std::filesystem::path& target) const;
  void remove_empty_directories();

  const Folder& folder_;
  std::map<std::string, std::optional<std::string>> planned_;
  std::vector<Step> steps_;
  std::filesystem::path staging_;  // where the new contents are, if not beside their targets
};

}  // namespace goset
