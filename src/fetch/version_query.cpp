#include "goset/fetch/version_query.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "goset/go/semver.hpp"

namespace goset::version_query {

namespace {

[[noreturn]] void fail(const std::string& module_path, const Answer& answer) {
  const std::string message = fmt::format("{}: {}", module_path, answer.fault->message());
  if (answer.not_found) throw NotFoundError(message, answer.fault->notes());
  throw Error(message, answer.fault->notes());
}

// rank orders the kinds of versions: releases, pre-releases, then the same with +incompatible.
int rank(const std::string& version) {
  const int kind = semver::prerelease(version).empty() ? 1 : 0;
  return semver::build(version) == "+incompatible" ? kind : kind + 2;
}

std::string best_of(const std::string& module_path, const std::string& list) {
  std::string best;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    const std::string version = line.substr(0, line.find_first_of(" \r"));
    try {
      module::check(module_path, version);
    } catch (const Error&) {
      continue;
    }
    if (module::is_pseudo_version(version)) continue;
    if (best.empty() ||
        std::pair(rank(version), semver::compare(version, best)) > std::pair(rank(best), 0)) {
      best = version;
    }
  }
  return best;
}

}  // namespace

std::string latest(Goproxy& proxy, const std::string& module_path) {
  const Answer list = proxy.ask(module_path, "@v/list");
  if (list.fault && !list.not_found) fail(module_path, list);
  if (!list.fault) {
    if (std::string best = best_of(module_path, list.body); !best.empty()) return best;
  }
  const Answer latest = proxy.ask(module_path, "@latest");
  if (latest.fault) fail(module_path, list.fault ? list : latest);
  const nlohmann::json info = nlohmann::json::parse(latest.body, nullptr, false);
  if (!info.is_object() || !info.contains("Version") || !info["Version"].is_string()) {
    throw Error(fmt::format("{}: the proxy's answer to @latest is malformed", module_path));
  }
  std::string version = info["Version"].get<std::string>();
  module::check(module_path, version);
  return version;
}

}  // namespace goset::version_query
