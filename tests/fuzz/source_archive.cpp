#include <filesystem>

#include "goset/error.hpp"
#include "goset/fetch/source_archive.hpp"
#include "support/temp_dir.hpp"
#include "target.hpp"

// A source archive is refused or unpacked below its directory; no link leads out of it.

namespace goset::fuzz {

namespace {

namespace fs = std::filesystem;

void check(const fs::path& directory, const fs::path& root) {
  const std::string inside = fs::canonical(directory).string() + "/";
  expect((fs::canonical(root).string() + "/").starts_with(inside), "the root is in the directory");
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    expect(entry.is_symlink() || entry.is_directory() || entry.is_regular_file(),
           "there are files, directories and links");
    if (!entry.is_symlink()) continue;
    expect((fs::canonical(entry.path()).string() + "/").starts_with(inside), "no link leads out");
  }
}

const Target target("source_archive", [](std::string_view input) {
  const TempDir scratch;
  const fs::path archive = scratch.write("x.tar", input);
  const fs::path directory = scratch.path() / "tree";
  fs::create_directory(directory);
  try {
    check(directory, source_archive::unpack(archive, directory, "x.tar", 64 << 20).root);
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
