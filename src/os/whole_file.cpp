#include "goset/os/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"

namespace goset {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail(file, errno);
  }
  std::string text;
  char block[65536];
  while (true) {
    const ssize_t n = ::read(descriptor, block, sizeof block);
    if (n < 0) {
      const int fault = errno;
      close(descriptor);
      fail(file, fault);
    }
    if (n == 0) break;
    text.append(block, static_cast<std::size_t>(n));
  }
  close(descriptor);
  return text;
}

}  // namespace goset
