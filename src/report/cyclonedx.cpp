#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "goset/model/purl.hpp"
#include "goset/report/sbom.hpp"
#include "json_text.hpp"
#include "utc_text.hpp"

namespace goset::sbom_output {

namespace {

using Json = nlohmann::ordered_json;
using Component = Sbom::Component;

bool is_program(const Component& component) {
  return component.kind == Component::Kind::set || component.kind == Component::Kind::leaf;
}

// licenses says what is known; CISA's minimum elements ask for the word where that is nothing.
Json licenses(const std::string& license) {
  if (license.empty()) return {{{"license", {{"name", "unknown"}}}}};
  return {{{"expression", license}}};
}

Json pedigree(const Component& component) {
  Json result = Json::object();
  if (!component.replaces.path.empty()) {
    const ModuleVersion& m = component.replaces;
    result["ancestors"] = {
        {{"type", "library"}, {"name", m.path}, {"version", m.version}, {"purl", purl(m)}}};
  }
  if (component.is_changed) result["notes"] = Sbom::changed_source;
  for (const Sbom::Patch& patch : component.patches) {
    result["patches"].push_back(
        {{"type", "unofficial"},
         {"diff", {{"text", {{"contentType", "text/x-diff"}, {"content", patch.text}}}}}});
  }
  return result;
}

Json described(const Component& component) {
  Json result{{"type", is_program(component) ? "application" : "library"},
              {"bom-ref", component.id},
              {"name", component.name}};
  if (!component.version.empty()) result["version"] = component.version;
  if (component.kind == Component::Kind::set) return result;
  if (!component.sha256.empty()) {
    result["hashes"] = {{{"alg", "SHA-256"}, {"content", component.sha256}}};
  }
  result["licenses"] = licenses(component.license);
  if (!component.cpe.empty()) result["cpe"] = component.cpe;
  if (!component.purl.empty()) result["purl"] = component.purl;
  if (Json changes = pedigree(component); !changes.empty()) {
    result["pedigree"] = std::move(changes);
  }
  if (!component.download.empty()) {
    result["externalReferences"] = {{{"type", "distribution"}, {"url", component.download}}};
  }
  for (const std::string& file : component.unknown_licenses) {
    result["properties"].push_back({{"name", "goset:unknown-license"}, {"value", file}});
  }
  return result;
}

Json metadata(const Sbom& sbom, Time time) {
  Json result = Json::object();
  if (time) result["timestamp"] = utc_text(*time);
  result["lifecycles"] = {{{"phase", "pre-build"}}};
  result["tools"] = {
      {"components",
       {{{"type", "application"}, {"name", "goset"}, {"version", sbom.goset_version}}}}};
  result["component"] = described(sbom.components.front());
  result["properties"] = {
      {{"name", "goset:platforms"}, {"value", fmt::format("{}", fmt::join(sbom.platforms, " "))}}};
  return result;
}

}  // namespace

JsonText cyclonedx(const Sbom& sbom, const std::string& version, Time time) {
  Json document{{"$schema", fmt::format("http://cyclonedx.org/schema/bom-{}.schema.json", version)},
                {"bomFormat", "CycloneDX"},
                {"specVersion", version},
                {"serialNumber", "urn:uuid:" + sbom.uuid},
                {"version", 1},
                {"metadata", metadata(sbom, time)},
                {"components", Json::array()},
                {"dependencies", Json::array()}};
  for (std::size_t i = 0; i < sbom.components.size(); ++i) {
    const Component& component = sbom.components[i];
    if (i > 0) document["components"].push_back(described(component));
    document["dependencies"].push_back({{"ref", component.id}, {"dependsOn", component.uses}});
  }
  return json_text(document);
}

}  // namespace goset::sbom_output
