#include "goset/audit/std_imports.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "std_imports_table.hpp"

namespace goset::audit {

namespace {

using Imports = std::unordered_map<std::string_view, std::vector<std::string_view>>;

// words cuts a text at a character.
std::vector<std::string_view> words(std::string_view text, char separator) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    result.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

const Imports& imports() {
  static const Imports table = [] {
    Imports result;
    for (const std::string_view line : words(std_imports_table(), '\n')) {
      std::vector<std::string_view> packages = words(line, ' ');
      const std::string_view package = packages.front();
      packages.erase(packages.begin());
      result.emplace(package, std::move(packages));
    }
    return result;
  }();
  return table;
}

}  // namespace

StdPackages with_std_imports(const StdPackages& packages) {
  StdPackages result;
  std::vector<std::pair<std::string_view, ConfigMask>> queue(packages.begin(), packages.end());
  while (!queue.empty()) {
    const auto [package, mask] = queue.back();
    queue.pop_back();
    const auto known = result.try_emplace(std::string(package), 0).first;
    const ConfigMask added = mask & ~known->second;
    if (added == 0) continue;
    known->second |= added;
    const auto found = imports().find(package);
    if (found == imports().end()) continue;
    for (const std::string_view import : found->second) queue.emplace_back(import, added);
  }
  return result;
}

}  // namespace goset::audit
