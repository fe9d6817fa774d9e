#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit_words.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"
#include "goset/model/purl.hpp"
#include "goset/report/audit.hpp"
#include "json_text.hpp"
#include "utc_text.hpp"

// OpenVEX 0.2.0: https://github.com/openvex/spec

namespace goset::audit_output {

namespace {

using Json = nlohmann::ordered_json;
using audit::Exposure;

Json vulnerability(const audit::Vulnerability& entry) {
  Json result = Json::object();
  if (!entry.url.empty()) result["@id"] = entry.url;
  result["name"] = entry.id;
  if (!entry.summary.empty()) result["description"] = entry.summary;
  if (!entry.aliases.empty()) result["aliases"] = entry.aliases;
  return result;
}

// component names a module as bills of material do: of the standard library the release.
Json component(ModuleVersion m) {
  if (m.path == audit::stdlib) m.version = m.version.substr(1);
  return {{"@id", purl(m)}};
}

// statement says of the programs with one exposure what that means; nothing if there are none.
std::optional<Json> statement(const Audit& audit, const Audit::Item& item, Exposure exposure) {
  const audit::Finding& finding = item.finding;
  Json products = Json::array();
  for (const std::string& leaf : finding.leaves(exposure)) {
    Json product = component(audit.leaves.at(leaf));
    product["subcomponents"] = Json::array({component(finding.module)});
    products.push_back(std::move(product));
  }
  if (products.empty()) return std::nullopt;
  Json result{{"vulnerability", vulnerability(finding.vulnerability)},
              {"products", std::move(products)}};
  if (exposure == Exposure::not_built) {
    result["status"] = "not_affected";
    result["justification"] = "vulnerable_code_not_present";
  } else if (exposure == Exposure::module_only) {
    result["status"] = "under_investigation";
  } else {
    result["status"] = "affected";
    result["action_statement"] =
        item.ignored ? fmt::format("Accepted: {}", item.ignored->reason)
        : finding.fixed.empty()
            ? "There is no version with a fix."
            : fmt::format("Use {} or newer.", audit_words::version(finding, finding.fixed));
  }
  return result;
}

// id is the same for the same statements.
std::string id(const Json& statements) {
  const std::string hex = encoding::hex(sha256(statements.dump()));
  return fmt::format("urn:uuid:{}-{}-8{}-8{}-{}", hex.substr(0, 8), hex.substr(8, 4),
                     hex.substr(13, 3), hex.substr(17, 3), hex.substr(20, 12));
}

}  // namespace

JsonText openvex(const Audit& audit) {
  Json statements = Json::array();
  for (const Audit::Item& item : audit.items) {
    for (const Exposure exposure : {Exposure::built, Exposure::not_built, Exposure::module_only}) {
      if (auto one = statement(audit, item, exposure)) statements.push_back(*std::move(one));
    }
  }
  return json_text({{"@context", "https://openvex.dev/ns/v0.2.0"},
                    {"@id", id(statements)},
                    {"author", "goset audit"},
                    {"timestamp", utc_text(audit.time)},
                    {"version", 1},
                    {"statements", std::move(statements)}});
}

}  // namespace goset::audit_output
