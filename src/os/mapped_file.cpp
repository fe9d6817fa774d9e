#include "goset/os/mapped_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"

namespace goset {

MappedFile::MappedFile(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    const int fault = errno;
    if (descriptor >= 0) close(descriptor);
    throw Error(fmt::format("{}: {}", file.string(), std::strerror(fault)));
  }
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ > 0) {
    void* const data = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED) {
      const int fault = errno;
      close(descriptor);
      throw Error(fmt::format("{}: {}", file.string(), std::strerror(fault)));
    }
    data_ = static_cast<const char*>(data);
  }
  close(descriptor);
}

MappedFile::~MappedFile() {
  if (size_ > 0) munmap(const_cast<char*>(data_), size_);
}

}  // namespace goset
