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

// NewTree is a directory that is being filled; unless it is done, what was put there goes.
class NewTree {
 public:
  explicit NewTree(fs::path directory) : directory_(std::move(directory)) {
    std::error_code absent;
    was_there_ = fs::is_directory(directory_, absent);
    is_ours_ = !was_there_ || fs::is_empty(directory_, absent);
  }
  ~NewTree() {
    if (!is_ours_) return;
    std::error_code ignored;
    if (!was_there_) {
      fs::remove_all(directory_, ignored);
      return;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_, ignored)) {
      fs::remove_all(entry.path(), ignored);
    }
  }
  NewTree(const NewTree&) = delete;
  NewTree& operator=(const NewTree&) = delete;
  void done() { is_ours_ = false; }

 private:
  fs::path directory_;
  bool was_there_ = false;
  bool is_ours_ = false;
};

void unpack(const fs::path& file, const ModuleVersion& m, const fs::path& directory) {
  NewTree tree(directory);
  const FileBytes content = module_zip::read_file(file, m);
  ModuleZip(content.bytes(), m).unpack(directory);
  tree.done();
}

// is_sound reports whether a zip can be unpacked. Of one that was just downloaded that shows when it is.
bool is_sound(const fs::path& file, const ModuleVersion& m) {
  try {
    const FileBytes content = module_zip::read_file(file, m);
    module_zip::read_facts(ModuleZip(content.bytes(), m));
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void fetch_module(Goproxy& proxy, ModuleCache& cache, const ModuleVersion& m,
                  const fs::path& directory) {
  if (const std::optional<fs::path> file = cache.find(m, "zip")) {
    if (is_sound(*file, m)) return unpack(*file, m, directory);
    cache.drop(m, "zip");
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
