#include "goset/os/temporary_directory.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"

namespace goset {

namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory(const std::string& name) {
  std::error_code fault;
  const fs::path parent = fs::temp_directory_path(fault);
  if (fault) throw Error(fmt::format("TMPDIR: {}", fault.message()));
  std::string path = parent / (name + "-XXXXXX");
  if (!mkdtemp(path.data())) {
    throw Error(fmt::format("{}: {}", path, std::strerror(errno)));
  }
  path_ = fs::canonical(path);
}

void TemporaryDirectory::remove() const {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace goset
