#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace goset::build {

// FileDescriptor closes itself. Where a write may be lost by a failing close, call close_checked.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  // open throws Failure (`FILE: ...`); new files get mode 0644. Never inherited by a child.
  static FileDescriptor open(const std::filesystem::path& file, int flags);
  // open_regular opens a file to read. Anything but a regular file is a Failure: a FIFO or device may
  // have no end.
  static FileDescriptor open_regular(const std::filesystem::path& file);

  int get() const { return fd_; }
  // write_all throws Failure naming `file`.
  void write_all(const void* data, std::size_t size, const std::filesystem::path& file) const;
  void close_checked(const std::filesystem::path& file);

 private:
  int release();
  int fd_ = -1;
};

// read_file returns the bytes of a regular file.
std::string read_file(const std::filesystem::path& file);

// read_lines returns the lines of a file that are not empty.
std::vector<std::string> read_lines(const std::filesystem::path& file);

// write_file_atomically replaces the file by way of a temporary one beside it: a reader, or a run
// after a crash, sees the old bytes or the new ones.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

}  // namespace goset::build
