#include "goset/report/why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_text.hpp"

namespace goset::why_output {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_reasons = 8;

TerminalText user_text(const Why::User& user, const Paint& paint) {
  std::string with;
  for (const std::string& tag : user.tags) with += (with.empty() ? " with " : ", ") + tag;
  TerminalText out =
      TerminalText::format("{}{} ({})\n", paint.strong(user.leaf), with, user.module);
  ModuleVersion last;
  for (const Why::Step& step : user.line) {
    const bool is_own = step.module.version.empty();
    out.add("  {} {}{}\n", is_own ? "has" : "imports", step.package,
            is_own || step.module == last ? "" : "  " + step.module.version);
    last = step.module;
  }
  return out;
}

// where says whose version it is, if not the set's.
std::string where(const Why::Version& version) {
  if (!version.track.empty()) return " in track " + version.track;
  constexpr std::size_t most_owners = 8;
  return version.owners.empty() ? "" : " of " + some_of(version.owners, most_owners);
}

TerminalText version_text(const Why::Version& version, const Paint& paint) {
  TerminalText out = TerminalText::format(
      "{}{} because\n", paint.strong(version.module.path + " " + version.module.version),
      where(version));
  const std::size_t shown = std::min(most_reasons, version.because.size());
  for (std::size_t i = 0; i < shown; ++i) out.add("  {}\n", version.because[i]);
  if (version.because.size() > shown) {
    out.add("  and {} more\n", version.because.size() - shown);
  }
  for (const auto& [leaf, own] : version.alone) {
    out.add("  {} alone has {}\n", leaf, own);
  }
  return out;
}

Json user_json(const Why::User& user) {
  Json result{{"leaf", user.leaf}, {"module", user.module}, {"imports", Json::array()}};
  if (!user.tags.empty()) result["tags"] = user.tags;
  for (const Why::Step& step : user.line) {
    Json& entry = result["imports"].emplace_back(
        Json{{"package", step.package}, {"module", step.module.path}});
    if (!step.module.version.empty()) entry["version"] = step.module.version;
  }
  return result;
}

Json version_json(const Why::Version& version) {
  Json result{{"path", version.module.path}, {"version", version.module.version}};
  if (!version.track.empty()) result["track"] = version.track;
  if (!version.owners.empty()) result["owners"] = version.owners;
  result["because"] = version.because;
  result["alone"] = version.alone;
  return result;
}

}  // namespace

TerminalText text(const Why& why, const Paint& paint) {
  TerminalText out;
  for (const Why::User& user : why.users) out += user_text(user, paint);
  for (const Why::Version& version : why.versions) out += version_text(version, paint);
  if (why.users.empty()) out.add("no leaf needs a package of {}\n", why.subject);
  for (const auto& [leaf, listed] : why.listed) {
    out.add("  {} alone has {} in its build list{}\n", leaf, listed.version,
            listed.requirer.empty() ? "" : ": " + listed.requirer + " requires it");
  }
  return out;
}

JsonText json(const Why& why) {
  Json result{{"subject", why.subject}, {"users", Json::array()}};
  for (const Why::User& user : why.users) result["users"].push_back(user_json(user));
  result["versions"] = Json::array();
  for (const Why::Version& one : why.versions) result["versions"].push_back(version_json(one));
  for (const auto& [leaf, listed] : why.listed) result["alone"][leaf] = listed.version;
  return json_text(result);
}

TerminalText text(const WhyGo& why) {
  if (why.go.empty()) return TerminalText::format("no module or leaf has a go line\n");
  TerminalText out = TerminalText::format("go {} because\n", why.go);
  for (const WhyGo::Demand& demand : why.by) {
    out.add("  {} says so\n", demand.who);
    if (!demand.required_by) continue;
    for (const std::string& who : *demand.required_by) {
      out.add("    required by {}\n", who);
    }
  }
  return out;
}

JsonText json(const WhyGo& why) {
  Json by = Json::array();
  for (const WhyGo::Demand& demand : why.by) {
    Json& entry = by.emplace_back(Json{{"who", demand.who}});
    if (demand.required_by) entry["requiredBy"] = *demand.required_by;
  }
  return json_text({{"go", why.go}, {"by", by}});
}

}  // namespace goset::why_output
