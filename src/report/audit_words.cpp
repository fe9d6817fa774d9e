#include "audit_words.hpp"

#include <fmt/format.h>

#include "goset/escape/markdown.hpp"

namespace goset::audit_words {

std::string module(const audit::Finding& finding) {
  const ModuleVersion& m = finding.module;
  if (m.path == audit::stdlib) return "standard library " + version(finding, m.version);
  const std::string replaced = m.path == finding.path ? "" : " for " + finding.path;
  return fmt::format("{} {}{}", m.path, m.version, replaced);
}

std::string version(const audit::Finding& finding, const std::string& version) {
  return finding.module.path == audit::stdlib ? "go" + version.substr(1) : version;
}

std::string_view exposure(audit::Exposure exposure) {
  switch (exposure) {
    case audit::Exposure::built:
      return "built";
    case audit::Exposure::not_built:
      return "not built";
    case audit::Exposure::module_only:
      return "module only";
  }
  return "";
}

std::string page(const audit::Vulnerability& entry) {
  constexpr std::string_view scheme = "https://";
  if (!entry.url.starts_with(scheme)) return "";
  return escape::url_path(std::string_view(entry.url).substr(scheme.size()));
}

std::vector<std::string> custom_fixes(const audit::Finding& finding) {
  std::vector<std::string> result;
  for (const auto& row : finding.vulnerability.affected) {
    if (row.module != finding.module.path) continue;
    for (const auto& range : row.custom_ranges) {
      if (!range.fixed.empty()) result.push_back(range.fixed);
    }
  }
  return result;
}

std::string vulnerabilities(std::size_t n) {
  return n == 1 ? "1 vulnerability" : fmt::format("{} vulnerabilities", n);
}

}  // namespace goset::audit_words
