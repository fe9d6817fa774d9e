#include "goset/os/descriptor.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace goset {

namespace {

// again repeats a system call that a signal has interrupted.
template <typename Call>
auto again(const Call& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace

Descriptor::Descriptor(const std::filesystem::path& file, int flags, mode_t mode)
    : number_(again([&] { return ::open(file.c_str(), flags | O_CLOEXEC, mode); })) {}

bool Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0;
}

std::optional<std::size_t> Descriptor::read(char* to, std::size_t size) const {
  const ssize_t got = again([&] { return ::read(number_, to, size); });
  if (got < 0) return std::nullopt;
  return static_cast<std::size_t>(got);
}

bool Descriptor::read_at(char* to, std::size_t size, std::uint64_t offset) const {
  while (size > 0) {
    const ssize_t got =
        again([&] { return ::pread(number_, to, size, static_cast<off_t>(offset)); });
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
    offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

bool Descriptor::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = again([&] { return ::write(number_, bytes.data(), bytes.size()); });
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool Descriptor::lock() const {
  return again([&] { return ::flock(number_, LOCK_EX); }) == 0;
}

bool Descriptor::try_lock() const {
  return again([&] { return ::flock(number_, LOCK_EX | LOCK_NB); }) == 0;
}

}  // namespace goset
