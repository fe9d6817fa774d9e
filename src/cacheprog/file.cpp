#include "file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <sstream>
#include <utility>

#include "failure.hpp"

namespace goset::build {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

FileDescriptor FileDescriptor::open(const std::filesystem::path& file, int flags) {
  FileDescriptor opened;
  opened.fd_ = ::open(file.c_str(), flags | O_CLOEXEC, 0644);
  if (opened.fd_ < 0) fail_with_errno(file.string());
  return opened;
}

FileDescriptor FileDescriptor::open_regular(const std::filesystem::path& file) {
  // Without O_NONBLOCK, opening a FIFO waits for one who writes.
  FileDescriptor opened = open(file, O_RDONLY | O_NONBLOCK);
  struct stat status {};
  if (::fstat(opened.get(), &status) != 0) fail_with_errno(file.string());
  if (!S_ISREG(status.st_mode)) throw Failure(file.string() + ": not a regular file");
  return opened;
}

int FileDescriptor::release() {
  return std::exchange(fd_, -1);
}

void FileDescriptor::write_all(const void* data, std::size_t size,
                               const std::filesystem::path& file) const {
  const char* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(fd_, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_with_errno(file.string());
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void FileDescriptor::close_checked(const std::filesystem::path& file) {
  if (::close(release()) != 0) fail_with_errno(file.string());
}

std::string read_file(const std::filesystem::path& file) {
  const FileDescriptor fd = FileDescriptor::open_regular(file);
  std::string text;
  char piece[std::size_t{16} << 10];
  for (;;) {
    const ssize_t size = ::read(fd.get(), piece, sizeof piece);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail_with_errno(file.string());
    if (size == 0) return text;
    text.append(piece, static_cast<std::size_t>(size));
  }
}

std::vector<std::string> read_lines(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

void write_file_atomically(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::path temporary = file;
  temporary += ".new";
  FileDescriptor fd = FileDescriptor::open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
  fd.write_all(bytes.data(), bytes.size(), temporary);
  fd.close_checked(temporary);
  if (::rename(temporary.c_str(), file.c_str()) != 0) fail_with_errno(file.string());
}

}  // namespace goset::build
