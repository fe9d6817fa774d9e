#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

namespace goset {

// Descriptor owns an open file, directory or end of a pipe. A call that fails leaves its reason in
// errno; the caller decides whether it is an error.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  // Opens with O_CLOEXEC in addition to `flags`; is_open() tells whether that went well.
  Descriptor(const std::filesystem::path& file, int flags, mode_t mode = 0666);
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  // close reports what a destructor can't: that the last bytes did not reach the file.
  bool close();

  // read reads some bytes: 0 at the end, nullopt on a fault.
  std::optional<std::size_t> read(char* to, std::size_t size) const;
  // read_at reads all of `size` bytes at `offset`; false if there are not so many.
  bool read_at(char* to, std::size_t size, std::uint64_t offset) const;
  // write writes all of the bytes.
  bool write(std::string_view bytes) const;
  // lock waits for the exclusive lock of the file, which ends when it is closed.
  bool lock() const;
  // try_lock returns false if it can't be had at once; errno is EWOULDBLOCK if somebody has it.
  bool try_lock() const;

 private:
  int number_ = -1;
};

}  // namespace goset
