#include "goset/model/mod_summary.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"

namespace goset {

bool supports_pruning(const std::optional<std::string>& go) {
  return go && toolchain_version::compare(*go, "1.17") >= 0;
}

ModSummary ModSummary::of(const ModFile& file) {
  ModSummary summary{file.module_path, file.go, {}};
  for (const ModFile::Require& require : file.require) summary.require.push_back(require.mod);
  return summary;
}

void ModSummary::check(const std::string& path, const ModuleVersion& actual) const {
  if (declared.empty()) throw Error(fmt::format("{}: its go.mod has no module line", actual.str()));
  if (declared == path || declared == actual.path) return;
  throw Error(fmt::format("{}: its go.mod declares its path as {}", actual.str(), declared),
              {fmt::format("but it was required as {}", path)});
}

}  // namespace goset
