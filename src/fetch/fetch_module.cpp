#include "goset/fetch/fetch_module.hpp"

#include <fmt/format.h>

#include "goset/os/mapped_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

// Download is a temporary file that goes when it is done with.
struct Download {
  fs::path file;
  ~Download() {
    std::error_code ignored;
    fs::remove(file, ignored);
  }
};

void unpack(const fs::path& file, const ModuleVersion& m, const fs::path& directory) {
  const MappedFile content(file);
  ModuleZip(content.bytes(), m).unpack(directory);
}

// is_whole reports whether a zip in a cache can be opened; like ModuleSource we download it anew
// otherwise.
bool is_whole(const fs::path& file, const ModuleVersion& m) {
  try {
    const MappedFile content(file);
    const ModuleZip zip(content.bytes(), m);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void fetch_module(Goproxy& proxy, ModuleCache& cache, const ModuleVersion& m,
                  const fs::path& directory) {
  if (const std::optional<fs::path> file = cache.find(m, "zip"); file && is_whole(*file, m)) {
    unpack(*file, m, directory);
    return;
  }
  const Download download{cache.temporary()};
  const Answer answer =
      proxy.ask(m.path, fmt::format("@v/{}.zip", module::escape_version(m.version)), download.file);
  if (answer.fault) {
    throw Error(fmt::format("{}: {}", m.str(), answer.fault->message()), answer.fault->notes());
  }
  unpack(download.file, m, directory);
}

}  // namespace goset
