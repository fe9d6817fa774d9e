#include "goset/report/who.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "audit_words.hpp"
#include "json_text.hpp"
#include "wrapped.hpp"

namespace goset::who_output {

namespace {

using Json = nlohmann::ordered_json;
using audit::Exposure;

std::string of_all(std::size_t n, std::size_t all) {
  return fmt::format("{} of {}", n, plural(all, "program"));
}

std::string_view verb(std::size_t all, std::size_t n) {
  return all == 1 || n == 1 ? "s" : "";
}

// of_module makes what the words of an audit are about.
audit::Finding of_module(const Who::Version& version) {
  audit::Finding finding;
  finding.module = version.module;
  finding.path = version.path;
  return finding;
}

TerminalText version_text(const Who::Version& version) {
  const audit::Finding finding = of_module(version);
  const std::string track = version.track.empty() ? "" : fmt::format(" (track {})", version.track);
  const std::string exposure = !version.exposure                     ? ""
                               : version.exposure == Exposure::built ? ""
                               : version.exposure == Exposure::not_built
                                   ? " without an affected package"
                                   : " by module alone";
  const std::string fixed =
      version.fixed.empty()
          ? ""
          : fmt::format(" (fixed in {})", audit_words::version(finding, version.fixed));
  return wrapped(fmt::format("{}{}{}{}: {}", audit_words::module(finding), track, fixed, exposure,
                             fmt::join(version.leaves, ", ")));
}

TerminalText headline(const Who& who, const Paint& paint) {
  if (who.vulnerabilities.empty()) {
    const std::size_t n = who.leaves().size();
    return paint
        .strong(fmt::format("{} build{} {}", of_all(n, who.programs), verb(0, n), who.subject))
        .add("\n");
  }
  TerminalText out;
  for (const audit::Vulnerability& entry : who.vulnerabilities) {
    const std::string aliases =
        entry.aliases.empty() ? "" : fmt::format(" ({})", fmt::join(entry.aliases, ", "));
    const std::string withdrawn = entry.withdrawn.empty() ? "" : " [withdrawn]";
    out += wrapped(fmt::format("{}{}: {}{}", entry.id, aliases, entry.summary, withdrawn), 0);
  }
  const std::size_t n = who.leaves(Exposure::built).size();
  return out.add("{}\n", paint.strong(fmt::format("{} build{} an affected package",
                                                  of_all(n, who.programs), verb(0, n))));
}

}  // namespace

TerminalText text(const Who& who, const Paint& paint) {
  TerminalText out = headline(who, paint);
  for (const Who::Version& version : who.versions) out += version_text(version);
  for (const std::string& note : who.notes) out += wrapped(fmt::format("note: {}", note), 0);
  return out;
}

JsonText json(const Who& who) {
  Json result{{"format", 1}, {"subject", who.subject}, {"programs", who.programs}};
  result["leaves"] = who.vulnerabilities.empty() ? who.leaves() : who.leaves(Exposure::built);
  if (!who.vulnerabilities.empty()) result["ids"] = Json::array();
  for (const audit::Vulnerability& entry : who.vulnerabilities) result["ids"].push_back(entry.id);
  result["versions"] = Json::array();
  for (const Who::Version& version : who.versions) {
    Json& one = result["versions"].emplace_back(
        Json{{"module", version.module.path}, {"version", version.module.version}});
    if (version.path != version.module.path) one["for"] = version.path;
    if (!version.track.empty()) one["track"] = version.track;
    if (version.exposure) one["exposure"] = audit_words::exposure(*version.exposure);
    if (!version.fixed.empty()) one["fixed"] = version.fixed;
    one["leaves"] = version.leaves;
  }
  result["notes"] = who.notes;
  return json_text(result);
}

}  // namespace goset::who_output
