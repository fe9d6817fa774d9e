#include "license_files.hpp"

#include <utility>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/licenses/detect.hpp"
#include "goset/licenses/expression.hpp"

namespace goset {

namespace {

constexpr std::uint64_t most_bytes = 16 << 20;  // of all licences of a module

std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, slash));
}

// is_built reports whether the go command builds packages in a directory.
bool is_built(std::string_view path) {
  for (std::size_t begin = 0, end = path.find('/'); end != std::string_view::npos;
       begin = end + 1, end = path.find('/', begin)) {
    const std::string_view name = path.substr(begin, end - begin);
    if (name == "testdata" || name.starts_with('_') || name.starts_with('.')) return false;
  }
  return true;
}

}  // namespace

bool LicenseFiles::is_wanted(std::string_view path) {
  if (licenses::file_kind(base_of(path)) == licenses::FileKind::none || !is_built(path)) {
    return false;
  }
  try {
    module::check_file_path(path);  // on disk a name may be one that no zip can have
    return true;
  } catch (const Error&) {
    return false;
  }
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

License LicenseFiles::license() && {
  License result;
  for (const auto& [directory, found] : found_) {
    std::string& expression = directory == "." ? result.expression : result.nearer[directory];
    expression = licenses::all_of(found);
  }
  result.unknown = std::move(unknown_);
  return result;
}

}  // namespace goset
