#include "goset/fetch/fetch_module.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"

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

// unpack_cached unpacks a zip of a cache; false if it is damaged: like ModuleSource we download it
// anew then.
bool unpack_cached(const fs::path& file, const ModuleVersion& m, const fs::path& directory) {
  std::optional<FileBytes> content;
  std::optional<ModuleZip> zip;
  try {
    content = module_zip::read_file(file, m);
    zip.emplace(content->bytes(), m);
  } catch (const Error&) {
    return false;
  }
  zip->unpack(directory);
  return true;
}

}  // namespace

void fetch_module(Goproxy& proxy, ModuleCache& cache, const ModuleVersion& m,
                  const fs::path& directory) {
  if (const std::optional<fs::path> file = cache.find(m, "zip");
      file && unpack_cached(*file, m, directory)) {
    return;
  }
  const Download download{cache.temporary()};
  const Answer answer =
      proxy.ask(m.path, fmt::format("@v/{}.zip", module::escape_version(m.version)), download.file);
  if (answer.fault) {
    throw Error(fmt::format("{}: {}", m.str(), answer.fault->message()), answer.fault->notes());
  }
  const FileBytes content = module_zip::read_file(download.file, m);
  ModuleZip(content.bytes(), m).unpack(directory);
}

}  // namespace goset
