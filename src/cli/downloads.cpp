#include "downloads.hpp"

#include <fmt/format.h>

#include <thread>

#include "goset/fetch/version_query.hpp"
#include "goset/go/semver.hpp"

namespace goset::cli {

namespace {

Goproxy::Options proxy_options(const Options& options) {
  Goproxy::Options result;
  result.offline = options.offline;
  return result;
}

CurlOptions curl_options() {
  CurlOptions result;
  result.user_agent = "goset/" GOSET_VERSION;
  return result;
}

}  // namespace

Downloads::Downloads(const Options& options)
    : environment(Environment::read()),
      transport(curl_transport(curl_options())),
      proxy(*transport, ProxyList::parse(environment.goproxy), proxy_options(options)),
      cache(environment.cache, environment.other_caches),
      threads(options.jobs != 0 ? options.jobs
                                : std::max(1U, std::thread::hardware_concurrency())) {}

ModuleVersion Downloads::module_version(const std::string& text) {
  const std::size_t at = text.find('@');
  ModuleVersion m{text.substr(0, at), at == std::string::npos ? "latest" : text.substr(at + 1)};
  module::check_path(m.path);
  if (m.version == "latest") {
    m.version = version_query::latest(proxy, m.path);
  } else if (semver::canonical(m.version) != m.version &&
             semver::canonical(m.version) + "+incompatible" != m.version) {
    throw Error(fmt::format("{}: \"{}\" is not a version", text, m.version),
                {"a version is written in full, like v1.2.3, or is the word latest"});
  }
  module::check(m.path, m.version);
  return m;
}

}  // namespace goset::cli
