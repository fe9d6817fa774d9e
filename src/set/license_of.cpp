#include "goset/set/license_of.hpp"

#include "goset/licenses/expression.hpp"

namespace goset::license_of {

namespace {

// is_needed reports whether a package is in a directory or below it.
bool is_needed(const std::string& directory, const std::map<std::string, PackageFacts>& packages) {
  if (directory == "." || packages.contains(directory)) return true;
  const std::string below = directory + "/";
  const auto first = packages.lower_bound(below);
  return first != packages.end() && first->first.starts_with(below);
}

std::string directory_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash);
}

std::string all_known(std::set<std::string> expressions) {
  expressions.erase("");
  return licenses::all_of(expressions);
}

}  // namespace

License needed(const License& license, const std::map<std::string, PackageFacts>& packages) {
  License result = license;
  std::erase_if(result.nearer,
                [&](const auto& entry) { return !is_needed(entry.first, packages); });
  std::erase_if(result.unknown,
                [&](const std::string& file) { return !is_needed(directory_of(file), packages); });
  return result;
}

std::string expression(const License& license) {
  std::set<std::string> all{license.expression};
  for (const auto& [directory, nearer] : license.nearer) all.insert(nearer);
  return all_known(std::move(all));
}

std::string program(const SetLeaf& leaf, const std::vector<const SetModule*>& modules) {
  std::set<std::string> all{go_library, expression(leaf.license)};
  for (const SetModule* const module : modules) all.insert(expression(module->license));
  return all_known(std::move(all));
}

}  // namespace goset::license_of
