#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "foreign_imports.hpp"
#include "goset/error.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/os/whole_file.hpp"
#include "license_files.hpp"

namespace goset::module_zip {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  if (std::optional<std::string> text = goset::read_file(path)) return std::move(*text);
  throw Error(fmt::format("{}: {}", path.string(), std::strerror(ENOENT)));
}

// Follows a link, as the go command does for files.
bool is_file(const fs::path& path) {
  std::error_code absent;
  return fs::is_regular_file(path, absent);
}

// Go takes any go.mod that is not a directory for the begin of another module.
bool begins_module(const fs::path& directory) {
  std::error_code absent;
  const fs::file_status go_mod = fs::status(directory / "go.mod", absent);
  return fs::exists(go_mod) && !fs::is_directory(go_mod);
}

std::string read_if_there(const fs::path& path) {
  std::error_code absent;
  return fs::is_directory(path, absent) ? std::string() : goset::read_file(path).value_or("");
}

// What a directory holds, sorted by name: the order on disk must not show in any result.
std::vector<fs::directory_entry> list(const fs::path& directory) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  fs::directory_iterator it(directory, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) entries.push_back(*it);
  if (error) throw Error(fmt::format("cannot read {}: {}", directory.string(), error.message()));
  std::sort(entries.begin(), entries.end());
  return entries;
}

class TreeReader {
 public:
  explicit TreeReader(const fs::path& root) : root_(root) {}

  ZipFacts read() {
    std::error_code absent;
    if (!fs::is_directory(root_, absent)) {
      throw Error(fmt::format("{}: no such directory", root_.string()));
    }
    facts_.go_mod = read_if_there(root_ / "go.mod");
    facts_.go_sum = read_if_there(root_ / "go.sum");
    visit(root_, "");
    facts_.license = std::move(licenses_).license();
    return std::move(facts_);
  }

 private:
  // `package` is the directory's path in the module, empty for the root.
  void visit(const fs::path& directory, const std::string& package) {
    for (const fs::directory_entry& entry : list(directory)) {
      const std::string name = entry.path().filename().string();
      const std::string path = package.empty() ? name : package + "/" + name;
      if (fs::is_directory(entry.symlink_status())) {
        if (package != "vendor" && is_entered(entry.path())) visit(entry.path(), path);
      } else if (imports::is_candidate(name) && is_file(entry.path())) {
        facts_.packages[package.empty() ? "." : package].push_back(
            imports::scan_all(name, text_of(entry.path()), ForeignImports::could_be_foreign));
      } else if (package != "vendor" && LicenseFiles::is_wanted(path) && is_file(entry.path())) {
        licenses_.add(path, text_of(entry.path()));
      }
    }
  }

  static bool is_entered(const fs::path& directory) {
    return !directory.filename().string().starts_with('.') && !begins_module(directory);
  }

  const fs::path root_;
  LicenseFiles licenses_;
  ZipFacts facts_;
};

}  // namespace

ZipFacts read_tree(const fs::path& root) {
  return TreeReader(root).read();
}

}  // namespace goset::module_zip
