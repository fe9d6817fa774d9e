#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <set>

#include "audit_words.hpp"
#include "goset/report/audit.hpp"
#include "json_text.hpp"

// SARIF 2.1.0, as code scanning reads it:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

namespace goset::audit_output {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_in_message = 10;  // that a message names

Json rule(const audit::Vulnerability& entry) {
  Json result{{"id", entry.id},
              {"shortDescription", {{"text", fmt::format("{}: {}", entry.id, entry.summary)}}},
              {"properties", {{"tags", entry.aliases}}}};
  result["properties"]["tags"].push_back("security");
  if (!entry.url.empty()) result["helpUri"] = entry.url;
  return result;
}

std::string message(const Audit::Item& item) {
  const audit::Finding& finding = item.finding;
  const std::string where = audit_words::module(finding);
  const std::string fix =
      finding.fixed.empty()
          ? "It is not fixed."
          : fmt::format("Fixed in {}.", audit_words::version(finding, finding.fixed));
  std::string result;
  if (finding.exposure == audit::Exposure::built) {
    result = fmt::format("{} is built into {}. {}", where,
                         some_of(finding.leaves(finding.exposure), most_in_message), fix);
  } else if (finding.exposure == audit::Exposure::not_built) {
    result = fmt::format("{} is affected, but no program is built from its affected packages. {}",
                         where, fix);
  } else {
    result =
        fmt::format("{} may be affected: the entry is unreviewed or open-ended. {}", where, fix);
  }
  if (item.line.empty()) return result;
  std::vector<std::string> packages;
  for (const audit::ImportLines::Step& step : item.line) packages.push_back(step.package);
  return fmt::format("{} {} imports {}.", result, item.leaf, fmt::join(packages, " -> "));
}

// place returns where the lock has a module, which may be the program itself.
LockPlaces::Place place(const audit::Finding& finding, const LockPlaces& places) {
  if (finding.path == audit::stdlib) return places.of_inputs();
  if (const auto found = places.of_module(finding.path, finding.module.version)) return *found;
  return places.of_leaf(finding.programs.empty() ? "" : finding.programs.begin()->first);
}

Json result_of(const Audit::Item& item, const LockPlaces& places) {
  const audit::Finding& finding = item.finding;
  const bool is_built = finding.exposure == audit::Exposure::built;
  Json result{{"ruleId", finding.vulnerability.id},
              {"level", is_built ? "error" : "note"},
              {"message", {{"text", message(item)}}}};
  const LockPlaces::Place at = place(finding, places);
  result["locations"] = Json::array(
      {{{"physicalLocation",
         {{"artifactLocation", {{"uri", at.file}}}, {"region", {{"startLine", at.line}}}}}}});
  const std::string key =
      fmt::format("{} {} {}", finding.vulnerability.id, finding.path, item.track);
  result["partialFingerprints"] = {{"goset/v1", key}};
  if (item.ignored) {
    result["suppressions"] =
        Json::array({{{"kind", "external"}, {"justification", item.ignored->reason}}});
  }
  return result;
}

}  // namespace

JsonText sarif(const Audit& audit, const LockPlaces& places) {
  Json rules = Json::array();
  Json results = Json::array();
  std::set<std::string> ids;
  for (const Audit::Item& item : audit.items) {
    const audit::Vulnerability& entry = item.finding.vulnerability;
    if (ids.insert(entry.id).second) rules.push_back(rule(entry));
    results.push_back(result_of(item, places));
  }
  Json driver{{"name", "goset audit"}, {"rules", std::move(rules)}};
  driver["properties"] = {{"database", audit.database.name}};
  return json_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({{{"tool", {{"driver", std::move(driver)}}},
                                           {"results", std::move(results)}}})}});
}

}  // namespace goset::audit_output
