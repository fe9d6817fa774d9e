#include "outdated.hpp"

#include "goset/app/session.hpp"
#include "goset/fetch/version_lookups.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

// current lists what has a version that can be looked up.
std::vector<Newest> current(const GoSet& set) {
  std::vector<Newest> result;
  for (const auto& [name, leaf] : set.leaves) {
    if (!leaf.version.empty()) result.push_back({name, leaf.module, leaf.version, "", {}});
  }
  for (const auto& [path, module] : set.modules) {
    if (module.replace.path.empty()) result.push_back({"", path, module.version, "", {}});
  }
  return result;
}

}  // namespace

std::vector<Newest> find_newest(const Options& options, const Lock& lock) {
  Session session(options);
  Progress progress(options.quiet);
  std::vector<Newest> result = current(lock.set);
  VersionLookups lookups(session.proxy);
  for (Newest& one : result) {
    lookups.add(one.path, [&one](VersionQuery& query) {
      try {
        one.newest = query.resolve("upgrade", one.before);
      } catch (const SecurityError&) {
        throw;
      } catch (const Error& error) {
        one.fault = error;
      }
    });
  }
  lookups.run([&](std::size_t done, std::size_t all) { progress.show_lookups(done, all); });
  return result;
}

}  // namespace goset::cli
