#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "goset/hash/encoding.hpp"
#include "goset/report/sbom.hpp"
#include "json_text.hpp"
#include "utc_text.hpp"

namespace goset::sbom_output {

namespace {

using Json = nlohmann::ordered_json;
using Component = Sbom::Component;

constexpr const char* unknown = "NOASSERTION";

// spdx_id names a component with the few characters that are allowed; a digest tells apart what would
// be the same then.
std::string spdx_id(const std::string& id) {
  std::string name = id;
  for (char& c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!is_plain) c = '-';
  }
  const std::string digest = encoding::hex(sha256(id)).substr(0, 8);
  return fmt::format("SPDXRef-{}-{}", name, digest);
}

Json reference(const char* category, const char* type, const std::string& locator) {
  return {{"referenceCategory", category}, {"referenceType", type}, {"referenceLocator", locator}};
}

// source_info says how a source is another than its name tells; empty if it is not.
std::string source_info(const Component& component) {
  std::string result;
  if (!component.replaces.path.empty()) {
    result = fmt::format("takes the place of {}", component.replaces.str());
  }
  const auto add = [&](const std::string& what) { result += (result.empty() ? "" : ", ") + what; };
  if (component.is_changed) add(Sbom::changed_source);
  for (const Sbom::Patch& patch : component.patches) add("patched with " + patch.name);
  return result;
}

Json package(const Component& component) {
  const bool is_library =
      component.kind == Component::Kind::module || component.kind == Component::Kind::std;
  Json result{{"SPDXID", spdx_id(component.id)}, {"name", component.name}};
  if (!component.version.empty()) result["versionInfo"] = component.version;
  result["primaryPackagePurpose"] = is_library ? "LIBRARY" : "APPLICATION";
  result["downloadLocation"] = component.download.empty() ? unknown : component.download;
  result["filesAnalyzed"] = false;
  if (!component.sha256.empty()) {
    result["checksums"] = {{{"algorithm", "SHA256"}, {"checksumValue", component.sha256}}};
  }
  if (std::string info = source_info(component); !info.empty()) {
    result["sourceInfo"] = std::move(info);
  }
  result["licenseConcluded"] = unknown;
  result["licenseDeclared"] = component.license.empty() ? unknown : component.license;
  if (!component.unknown_licenses.empty()) {
    result["licenseComments"] =
        fmt::format("not recognised: {}", fmt::join(component.unknown_licenses, ", "));
  }
  result["copyrightText"] = unknown;
  Json references = Json::array();
  if (!component.purl.empty()) {
    references.push_back(reference("PACKAGE-MANAGER", "purl", component.purl));
  }
  if (!component.cpe.empty())
    references.push_back(reference("SECURITY", "cpe23Type", component.cpe));
  if (!references.empty()) result["externalRefs"] = std::move(references);
  return result;
}

}  // namespace

JsonText spdx(const Sbom& sbom, Time time) {
  const Component& main = sbom.components.front();
  Json document{
      {"spdxVersion", "SPDX-2.3"},
      {"dataLicense", "CC0-1.0"},
      {"SPDXID", "SPDXRef-DOCUMENT"},
      {"name", main.name},
      {"documentNamespace", fmt::format("https://spdx.org/spdxdocs/{}-{}", main.name, sbom.uuid)},
      {"creationInfo",
       {{"created", utc_text(time.value_or(std::chrono::sys_seconds{}))},
        {"creators", {fmt::format("Tool: goset-{}", sbom.goset_version)}},
        {"comment", fmt::format("for {}", fmt::join(sbom.platforms, " "))}}},
      {"packages", Json::array()},
      {"relationships",
       {{{"spdxElementId", "SPDXRef-DOCUMENT"},
         {"relationshipType", "DESCRIBES"},
         {"relatedSpdxElement", spdx_id(main.id)}}}}};
  for (const Component& component : sbom.components) {
    document["packages"].push_back(package(component));
    for (const std::string& used : component.uses) {
      document["relationships"].push_back({{"spdxElementId", spdx_id(component.id)},
                                           {"relationshipType", "DEPENDS_ON"},
                                           {"relatedSpdxElement", spdx_id(used)}});
    }
  }
  return json_text(document);
}

}  // namespace goset::sbom_output
