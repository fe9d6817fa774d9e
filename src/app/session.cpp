#include "goset/app/session.hpp"

#include <algorithm>
#include <thread>

#include "curl_options.hpp"
#include "goset/fetch/version_control.hpp"
#include "goset/fetch/version_query.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace {

Goproxy::Options proxy_options(const NetworkOptions& options, const Environment& environment,
                               DirectSource& direct) {
  Goproxy::Options result;
  result.offline = options.offline;
  result.direct = &direct;
  result.no_proxy = environment.gonoproxy;
  return result;
}

// threads_for returns how many threads are used: of more than these, each has hardly anything to do.
unsigned threads_for(unsigned jobs) {
  constexpr unsigned most = 256;
  return jobs != 0 ? std::min(jobs, most) : std::max(1U, std::thread::hardware_concurrency());
}

SumdbCache sumdb_cache(const Environment& environment) {
  SumdbCache result;
  result.directory = environment.cache / "sumdb";
  result.scratch = std::make_shared<RunDirectory>(environment.cache);
  for (const std::filesystem::path& other : environment.other_caches) {
    result.read_only.push_back(other / "sumdb");
  }
  result.other_latest = environment.other_sumdbs;
  return result;
}

}  // namespace

CurlOptions curl_options(const Environment& environment) {
  CurlOptions result;
  result.user_agent = "goset/" GOSET_VERSION;
  result.speed.patience = environment.http_timeout;
  if (environment.netrc.empty()) return result;
  try {
    result.netrc = Netrc::parse(read_file(environment.netrc).value_or(""));
  } catch (const Error&) {
    // As the go command takes it, a file that can't be read holds nothing.
  }
  return result;
}

Session::Session(const NetworkOptions& options, Environment environment_)
    : environment(std::move(environment_)),
      transport(curl_transport(curl_options(environment))),
      exchange(*transport),
      direct(std::make_unique<VersionControl>(exchange)),
      proxy(exchange, ProxyList::parse(environment.goproxy),
            proxy_options(options, environment, *direct)),
      cache(environment.cache, environment.other_caches),
      facts(environment.cache / "facts" / "v1", environment.facts_size),
      sumdb(SumdbSettings::parse(environment.gosumdb, environment.gonosumdb), proxy,
            sumdb_cache(environment)),
      threads(threads_for(options.jobs)) {
  for (const char* part : {"", "facts/v1", "prove", "prove/v1"}) {
    RunDirectory::clear(environment.cache / part);
  }
}

Archives Session::archives(const std::filesystem::path& folder, const std::optional<Lock>& old) {
  Archives::Hashes locked;
  if (old) {
    for (const auto& [name, leaf] : old->set.leaves) {
      if (!leaf.archive.empty()) locked[leaf.archive] = leaf.archive_hash;
    }
  }
  return Archives(exchange, {folder, environment.cache, proxy.offline(), environment.archive_size},
                  std::move(locked));
}

ModuleVersion Session::module_version(const std::string& text) {
  const std::size_t at = text.find('@');
  const std::string path = text.substr(0, at);
  const std::string query = at == std::string::npos ? "latest" : text.substr(at + 1);
  return {path, VersionQuery(proxy, path).resolve(query)};
}

}  // namespace goset
