#include "goset/app/outdated.hpp"

#include <algorithm>

#include "goset/fetch/version_lookups.hpp"

namespace goset {

namespace {

// current lists what has a version that can be looked up.
std::vector<Newest> current(const GoSet& set, bool with_modules) {
  std::vector<Newest> result;
  for (const auto& [name, leaf] : set.leaves) {
    if (!leaf.version.empty()) result.push_back({name, leaf.module, leaf.version, "", {}});
  }
  if (!with_modules) return result;
  for (const auto& [path, module] : set.modules) {
    if (module.replace.path.empty()) result.push_back({"", path, module.version, "", {}});
  }
  return result;
}

void look_up(Newest& one, VersionQuery& query) {
  try {
    one.newest = query.resolve("upgrade", one.before);
  } catch (const SecurityError&) {
    throw;
  } catch (const Error& error) {
    one.fault = error;
  }
}

}  // namespace

Outdated find_outdated(const Lock& lock, Session& session,
                       const std::function<void(std::size_t, std::size_t)>& progress,
                       bool with_modules) {
  Outdated result{current(lock.set, with_modules)};
  VersionLookups lookups(session.proxy);
  for (Newest& one : result.all) {
    lookups.add(one.path, [&one](VersionQuery& query) { look_up(one, query); });
  }
  lookups.run(progress);
  const auto has_fault = [](const Newest& one) { return one.fault.has_value(); };
  result.is_any_unknown = std::any_of(result.all.begin(), result.all.end(), has_fault);
  result.is_all_unknown =
      result.is_any_unknown && std::all_of(result.all.begin(), result.all.end(), has_fault);
  std::erase_if(result.all, [](const Newest& one) { return one.newest == one.before; });
  return result;
}

}  // namespace goset
