#include "missing_names.hpp"

#include <algorithm>
#include <utility>

namespace goset::resolve {
namespace {

// uses_of returns what a package uses of one import.
std::span<const PackageNames::Use> uses_of(const NamedPackage& user, std::string_view import) {
  const std::vector<std::string_view>& imports = user.module->imports;
  const auto found = std::lower_bound(imports.begin(), imports.end(), import);
  if (!user.package || found == imports.end() || *found != import) return {};
  const auto number = static_cast<std::uint32_t>(found - imports.begin());
  const auto first = std::lower_bound(
      user.package->used.begin(), user.package->used.end(), number,
      [](const PackageNames::Use& use, std::uint32_t wanted) { return use.import < wanted; });
  auto last = first;
  while (last != user.package->used.end() && last->import == number) ++last;
  return {first, last};
}

// where_judged returns where `use` is one of the package: where this has files, all of them could
// be read, and it is called as the use says.
ConfigMask where_judged(const PackageNames::Use& use, const NamedPackage& used) {
  const PackageNames& package = *used.package;
  const ConfigMask called = use.qualifier.empty() ? used.where_any(package.called)
                                                  : used.where_has(package.called, use.qualifier);
  return called & ~used.where(package.open);
}

}  // namespace

ConfigMask NamedPackage::where_has(std::span<const PackageNames::Group> groups,
                                   std::string_view name) const {
  ConfigMask mask = 0;
  for (const PackageNames::Group& group : groups) {
    if (std::binary_search(group.names.begin(), group.names.end(), name)) mask |= where(group.when);
  }
  return mask;
}

ConfigMask NamedPackage::where_any(std::span<const PackageNames::Group> groups) const {
  ConfigMask mask = 0;
  for (const PackageNames::Group& group : groups) mask |= where(group.when);
  return mask;
}

std::vector<MissingName> missing_names(const NamedPackage& user, std::string_view import,
                                       const NamedPackage& used, ConfigMask where) {
  std::vector<MissingName> result;
  for (const PackageNames::Use& use : uses_of(user, import)) {
    ConfigMask mask = user.where(use.group.when) & where;
    if (used.package) mask &= where_judged(use, used);
    if (mask == 0) continue;
    for (const std::string_view name : use.group.names) {
      ConfigMask missing = mask;
      if (used.package) missing &= ~used.where_has(used.package->exported, name);
      if (missing != 0) result.push_back({std::string(name), missing});
    }
  }
  std::sort(result.begin(), result.end(),
            [](const MissingName& a, const MissingName& b) { return a.name < b.name; });
  // A name may be used in several ways.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (kept > 0 && result[kept - 1].name == result[i].name) {
      result[kept - 1].mask |= result[i].mask;
    } else if (kept++ != i) {
      result[kept - 1] = std::move(result[i]);
    }
  }
  result.resize(kept);
  return result;
}

}  // namespace goset::resolve
