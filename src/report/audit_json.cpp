#include <nlohmann/json.hpp>

#include "audit_words.hpp"
#include "goset/report/audit.hpp"
#include "json_text.hpp"

namespace goset::audit_output {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& to, const char* key, const std::string& text) {
  if (!text.empty()) to[key] = text;
}

Json database(const Audit::Database& database) {
  Json result{{"name", database.name}};
  put(result, "sum", database.origin.sum);
  put(result, "verified", database.origin.verified);
  put(result, "unverified", database.origin.unverified);
  if (database.date) {
    result["date"] = day_text(*database.date);
    result["age"] = database.age;
  }
  result["entries"] = database.entries;
  return result;
}

Json programs(const Audit& audit, const audit::Finding& finding) {
  Json result = Json::array();
  for (const auto& [leaf, program] : finding.programs) {
    Json entry{{"leaf", leaf}, {"exposure", audit_words::exposure(program.exposure)}};
    if (!program.packages.empty()) entry["packages"] = program.packages;
    for (const Platform& platform : audit.configurations.platforms()) {
      const ConfigMask bits =
          audit.configurations.bit(platform, false) | audit.configurations.bit(platform, true);
      if ((program.mask & bits) != 0) entry["platforms"].push_back(platform.str());
    }
    result.push_back(std::move(entry));
  }
  return result;
}

Json line(const Audit::Item& item) {
  Json steps = Json::array();
  for (const audit::ImportLines::Step& step : item.line) {
    Json entry{{"package", step.package}, {"module", step.module.path}};
    put(entry, "version", step.module.version);
    steps.push_back(std::move(entry));
  }
  return {{"leaf", item.leaf}, {"line", std::move(steps)}};
}

Json finding(const Audit& audit, const Audit::Item& item) {
  const audit::Finding& finding = item.finding;
  const audit::Vulnerability& entry = finding.vulnerability;
  Json result{{"id", entry.id}, {"aliases", entry.aliases}, {"summary", entry.summary}};
  put(result, "url", entry.url);
  result["reviewed"] = entry.is_reviewed;
  result["module"] = finding.module.path;
  result["version"] = finding.module.version;
  if (finding.path != finding.module.path) result["for"] = finding.path;
  put(result, "track", item.track);
  put(result, "fixed", finding.fixed);
  if (const auto fixes = audit_words::custom_fixes(finding); !fixes.empty()) {
    result["customFixes"] = fixes;
  }
  result["exposure"] = audit_words::exposure(finding.exposure);
  result["programs"] = programs(audit, finding);
  if (!item.line.empty()) result["imports"] = line(item);
  if (item.ignored) {
    Json& ignored = result["ignored"] = Json{{"reason", item.ignored->reason}};
    put(ignored, "until", item.ignored->until);
  }
  return result;
}

}  // namespace

JsonText json(const Audit& audit) {
  Json result{{"format", 1}, {"database", database(audit.database)}};
  put(result, "go", audit.go);
  result["programs"] = audit.leaves.size();
  result["modules"] = audit.modules;
  result["findings"] = Json::array();
  for (const Audit::Item& item : audit.items) {
    result["findings"].push_back(finding(audit, item));
  }
  result["notes"] = audit.notes;
  return json_text(result);
}

}  // namespace goset::audit_output
