#include "goset/facts/root_license.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "goset/licenses/detect.hpp"
#include "goset/licenses/expression.hpp"
#include "goset/os/whole_file.hpp"

namespace goset::root_license {

namespace {

bool is_in_root(const std::string& file) {
  return file.find('/') == std::string::npos;
}

}  // namespace

void add(License& license, const std::filesystem::path& root) {
  constexpr const char* name = "LICENSE";
  const bool has_own = !license.expression.empty() ||
                       std::any_of(license.unknown.begin(), license.unknown.end(), is_in_root);
  std::error_code absent;
  if (has_own || !std::filesystem::is_regular_file(root / name, absent)) return;
  const std::vector<std::string> found = licenses::found_in(read_file(root / name).value_or(""));
  license.expression = licenses::all_of({found.begin(), found.end()});
  if (found.empty()) license.unknown.insert(name);
}

}  // namespace goset::root_license
