#pragma once

#include <filesystem>
#include <string>
#include <string_view>

// Temporary is where temporary directories are made while it lives.
class Temporary {
 public:
  explicit Temporary(const std::filesystem::path& directory);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

 private:
  std::filesystem::path before_;
};

// TempDir is a directory of its own for one test, removed with all that is in it at the end of
// its scope. It takes names relative to itself.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // write makes or replaces a file, and the directories on the way; returns its path.
  std::filesystem::path write(std::string_view name, std::string_view text) const;

  // read returns a file's contents; throws std::runtime_error where it cannot be read.
  std::string read(std::string_view name) const;

 private:
  std::filesystem::path path_;
};
