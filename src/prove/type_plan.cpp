#include "goset/prove/type_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace goset {

namespace {

using Id = Instances::Id;
using Json = nlohmann::json;
constexpr Id none = ~Id{0};

Json source_json(const PackageSource& source, const TypePlan::Place& place) {
  Json result{{"go", source.go.value_or("")}};
  if (place.is_zip) {
    result["zip"] = place.file.string();
    result["prefix"] = source.module.str() + "/";
  } else {
    result["directory"] = place.file.string();
  }
  return result;
}

}  // namespace

std::string Configuration::str() const {
  return fmt::format("{} {} cgo", platform.str(), cgo ? "with" : "without");
}

TypePlan TypePlan::of(const Instances& instances, std::vector<bool> known) {
  const std::size_t count = instances.packages.size();
  for (Id id = 0; id < count; ++id) {
    const std::vector<Id>& imports = instances.packages[id].imports;
    if (!std::all_of(imports.begin(), imports.end(), [&](Id import) { return known[import]; })) {
      known[id] = false;
    }
  }
  std::vector<bool> is_read(count);
  std::vector<Id> queue;
  const auto reach = [&](Id id) {
    if (is_read[id]) return;
    is_read[id] = true;
    queue.push_back(id);
  };
  for (Id id = 0; id < count; ++id) {
    if (!known[id]) reach(id);
  }
  while (!queue.empty()) {
    const Id id = queue.back();
    queue.pop_back();
    for (const Id import : instances.packages[id].imports) reach(import);
  }
  TypePlan plan;
  std::vector<bool> has_source(instances.sources.size());
  for (Id id = 0; id < count; ++id) {
    if (!is_read[id]) continue;
    plan.packages.push_back(id);
    plan.known.push_back(known[id]);
    if (!known[id]) ++plan.wanted;
    has_source[instances.packages[id].source] = true;
  }
  for (Id id = 0; id < has_source.size(); ++id) {
    if (has_source[id]) plan.sources.push_back(id);
  }
  return plan;
}

std::string TypePlan::json(const Instances& instances, const std::vector<Place>& places,
                           const Configuration& configuration, const GoToolchain& go,
                           unsigned jobs) const {
  Json result{{"os", configuration.platform.os},
              {"arch", configuration.platform.arch},
              {"cgo", configuration.cgo},
              {"root", go.root.string()},
              {"jobs", jobs},
              {"sources", Json::array()},
              {"packages", Json::array()}};
  std::vector<Id> source_number(instances.sources.size(), none);
  for (const Id id : sources) {
    source_number[id] = static_cast<Id>(result["sources"].size());
    result["sources"].push_back(source_json(instances.sources[id], places[id]));
  }
  std::vector<Id> number(instances.packages.size(), none);
  for (Id i = 0; i < packages.size(); ++i) number[packages[i]] = i;
  Json& list = result["packages"];
  for (Id i = 0; i < packages.size(); ++i) {
    const PackageInstance& package = instances.packages[packages[i]];
    Json imports = Json::array();
    for (const Id import : package.imports) imports.push_back(number[import]);
    Json entry{{"source", source_number[package.source]},
               {"directory", package.directory},
               {"path", package.import_path},
               {"imports", std::move(imports)}};
    if (!package.tags.empty()) entry["tags"] = package.tags;
    if (package.with_tests) entry["tests"] = true;
    if (known[i]) entry["known"] = true;
    list.push_back(std::move(entry));
  }
  return result.dump();
}

}  // namespace goset
