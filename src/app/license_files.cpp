#include "license_files.hpp"

#include "goset/licenses/detect.hpp"
#include "goset/licenses/expression.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_bytes = 16 << 20;  // of all licences of a source

std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, slash));
}

// is_built reports whether the go command builds packages in the directory of a file.
bool is_built(std::string_view path) {
  for (std::size_t begin = 0, end = path.find('/'); end != std::string_view::npos;
       begin = end + 1, end = path.find('/', begin)) {
    const std::string_view name = path.substr(begin, end - begin);
    if (name == "testdata" || name.starts_with('_') || name.starts_with('.')) return false;
  }
  return true;
}

bool is_wanted(std::string_view path) {
  return licenses::file_kind(base_of(path)) != licenses::FileKind::none && is_built(path);
}

// is_needed reports whether a package is in a directory or below it.
bool is_needed(const std::string& directory, const std::map<std::string, PackageFacts>& packages) {
  if (directory == "." || packages.contains(directory)) return true;
  const std::string below = directory + "/";
  const auto first = packages.lower_bound(below);
  return first != packages.end() && first->first.starts_with(below);
}

// directories_of returns those of packages and above, the root among them.
std::set<std::string> directories_of(const std::map<std::string, PackageFacts>& packages) {
  std::set<std::string> result{"."};
  for (const auto& [package, facts] : packages) {
    std::string directory = package;
    while (directory != "." && result.insert(directory).second) directory = directory_of(directory);
  }
  return result;
}

}  // namespace

LicenseFiles LicenseFiles::of_zip(const ModuleZip& zip) {
  LicenseFiles result;
  for (const ModuleZip::Entry& entry : zip.entries()) {
    if (!is_wanted(entry.name) || entry.size > most_bytes) continue;
    if (const std::optional<std::string> text = zip.read(entry.name)) {
      result.add(entry.name, *text);
    }
  }
  return result;
}

LicenseFiles LicenseFiles::of_tree(const fs::path& root,
                                   const std::map<std::string, PackageFacts>& packages) {
  std::set<std::string> files;  // sorted: the order on disk must not show
  for (const std::string& directory : directories_of(packages)) {
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(root / directory, fault)) {
      std::error_code absent;
      const std::string name = entry.path().filename().string();
      const std::string path = directory == "." ? name : directory + "/" + name;
      if (is_wanted(path) && entry.is_regular_file(absent)) files.insert(path);
    }
  }
  LicenseFiles result;
  for (const std::string& path : files) {
    if (const std::optional<std::string> text = read_file(root / path)) result.add(path, *text);
  }
  return result;
}

void LicenseFiles::add(std::string_view path, std::string_view text) {
  text = text.substr(0, licenses::most_bytes);
  if (bytes_ + text.size() > most_bytes) return;
  bytes_ += text.size();
  const std::vector<std::string> found = licenses::found_in(text);
  if (!found.empty()) {
    found_[directory_of(path)].insert(found.begin(), found.end());
  } else if (licenses::file_kind(base_of(path)) == licenses::FileKind::license) {
    unknown_.emplace(path);
  }
}

std::string LicenseFiles::expression(const std::map<std::string, PackageFacts>& packages) const {
  std::set<std::string> all;
  for (const auto& [directory, found] : found_) {
    if (is_needed(directory, packages)) all.insert(found.begin(), found.end());
  }
  return licenses::all_of(all);
}

}  // namespace goset
