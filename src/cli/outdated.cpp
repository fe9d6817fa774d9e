#include "outdated.hpp"

#include <fmt/format.h>

#include <optional>

#include "downloads.hpp"
#include "goset/error.hpp"
#include "goset/fetch/version_query.hpp"
#include "terminal.hpp"

namespace goset::cli {

std::vector<Outdated> find_outdated(const Options& options, const Lock& lock) {
  Downloads downloads(options);
  Progress progress(options.quiet);
  std::vector<Outdated> result;
  std::size_t found = 0;
  std::optional<Error> failure;
  const auto look = [&](const std::string& leaf, const ModuleVersion& m) {
    progress.show("looking up " + m.path);
    try {
      const std::string newest =
          VersionQuery(downloads.proxy, m.path).resolve("upgrade", m.version);
      ++found;
      if (newest != m.version) result.push_back({leaf, m.path, m.version, newest});
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      if (!failure) failure = error;
      progress.clear();
      if (!options.quiet) fmt::print(stderr, "unknown: {}\n", error.message());
    }
  };
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.version.empty()) look(name, {leaf.module, leaf.version});
  }
  for (const auto& [path, module] : lock.set.modules) {
    if (module.replace.path.empty()) look("", {path, module.version});
  }
  if (failure && found == 0) throw *failure;
  return result;
}

}  // namespace goset::cli
