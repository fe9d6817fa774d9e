#include "goset/report/list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cut_names.hpp"
#include "goset/report/paint.hpp"
#include "json_text.hpp"

namespace goset::list_output {

namespace {

using Json = nlohmann::ordered_json;

// lines writes each line once, in order.
TerminalText lines(const std::set<std::string>& all) {
  TerminalText out;
  for (const std::string& line : all) out.add("{}\n", line);
  return out;
}

}  // namespace

TerminalText text(const std::set<listing::Package>& packages) {
  std::set<std::string> all;
  for (const listing::Package& package : packages) {
    all.insert(fmt::format("{} {}", package.import_path, package.module.str()));
  }
  return lines(all);
}

JsonText json(const std::set<listing::Package>& packages) {
  Json result = Json::array();
  for (const auto& [import_path, m] : packages) {
    Json entry{{"package", import_path}, {"module", m.path}};
    if (!m.version.empty()) entry["version"] = m.version;
    result.push_back(std::move(entry));
  }
  return json_text(result);
}

namespace {

// version_text is what a program has, and what it could have.
std::string version_text(const listing::Program& program) {
  return program.version + (program.newest.empty() ? "" : " -> " + program.newest);
}

}  // namespace

TerminalText text(const std::vector<listing::Program>& programs) {
  std::size_t names = 0;
  std::size_t versions = 0;
  for (const listing::Program& one : programs) {
    names = std::max(names, one.name.size());
    versions = std::max(versions, version_text(one).size());
  }
  constexpr std::size_t widest_version = 24;  // a pseudo-version may stick out
  names = std::min(names, widest_column);
  versions = std::min(versions, widest_version);
  TerminalText out;
  for (const listing::Program& one : programs) {
    out.add("{:<{}}  {:<{}}  {}{}\n", one.name, names, version_text(one), versions, one.source,
            one.track.empty()    ? ""
            : one.track == "own" ? " (own versions)"
                                 : " (track " + one.track + ")");
  }
  return out;
}

JsonText json(const std::vector<listing::Program>& programs) {
  Json result = Json::array();
  for (const listing::Program& one : programs) {
    Json entry{{"leaf", one.name}, {"source", one.source}};
    if (!one.version.empty()) entry["version"] = one.version;
    if (!one.newest.empty()) entry["newest"] = one.newest;
    if (!one.track.empty()) entry["track"] = one.track;
    result.push_back(std::move(entry));
  }
  return json_text(result);
}

TerminalText text(const std::vector<listing::Module>& modules) {
  TerminalText out;
  std::set<TerminalText> seen;  // a track may differ by a replacement alone
  for (const listing::Module& module : modules) {
    const TerminalText line = TerminalText::format("{} {}\n", module.path, module.record->version);
    if (seen.insert(line).second) out += line;
  }
  return out;
}

JsonText json(const std::vector<listing::Module>& modules) {
  Json result = Json::array();
  for (const listing::Module& module : modules) {
    const SetModule& record = *module.record;
    Json entry{{"path", module.path},
               {"version", record.version},
               {"hash", record.hash},
               {"sum", record.sum},
               {"leaves", module.leaves}};
    if (!record.replace.path.empty()) entry["replace"] = record.replace.str();
    if (!module.track.empty()) entry["track"] = module.track;
    result.push_back(std::move(entry));
  }
  return json_text(result);
}

TerminalText text(const std::vector<listing::Track>& tracks) {
  TerminalText out;
  for (const listing::Track& track : tracks) {
    out.add("{}: {}\n", track.name, track.reason);
    out.add("  {} {}\n", track.leaves.size() == 1 ? "leaf" : "leaves", cut_names(track.leaves));
    const std::size_t twice = track.twice();
    const std::size_t alone = track.builds.size() - twice;
    out.add("  builds {} more{}{}\n", plural(twice, "module"),
            alone == 0 ? "" : fmt::format(", and has {} for itself", alone),
            track.builds.empty() ? "" : ":");
    std::size_t width = 0;
    for (const auto& build : track.builds) width = std::max(width, build.path.size());
    width = std::min(width, widest_column);
    for (const auto& build : track.builds) {
      out.add("    {:<{}}  {}  {}\n", build.path, width, build.version, build.because);
    }
  }
  return out;
}

JsonText json(const std::vector<listing::Track>& tracks) {
  Json result = Json::array();
  for (const listing::Track& track : tracks) {
    Json builds = Json::array();
    for (const auto& build : track.builds) {
      builds.push_back({{"path", build.path},
                        {"version", build.version},
                        {"because", build.because},
                        {"twice", build.is_twice}});
    }
    result.push_back({{"name", track.name},
                      {"reason", track.reason},
                      {"leaves", track.leaves},
                      {"builds", std::move(builds)}});
  }
  return json_text(result);
}

TerminalText text(const listing::BuildList& versions) {
  TerminalText out;
  for (const auto& [path, version] : versions) out.add("{} {}\n", path, version);
  return out;
}

JsonText json(const listing::BuildList& versions) {
  Json result = Json::array();
  for (const auto& [path, version] : versions) {
    result.push_back({{"path", path}, {"version", version}});
  }
  return json_text(result);
}

TerminalText text(const std::vector<Unused>& decisions) {
  TerminalText out;
  for (const Unused& one : decisions) out.add("{}: {}\n", one.what, one.reason);
  return out;
}

JsonText json(const std::vector<Unused>& decisions) {
  Json result = Json::array();
  for (const Unused& one : decisions) {
    Json entry{{"what", one.what}, {"reason", one.reason}};
    if (!one.pin.empty()) entry["pin"] = one.pin;
    result.push_back(std::move(entry));
  }
  return json_text(result);
}

}  // namespace goset::list_output
