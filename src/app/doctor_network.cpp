#include "doctor_network.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "curl_options.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/verify/note.hpp"
#include "goset/verify/sumdb_settings.hpp"

namespace goset {

namespace {

using State = Checkup::State;

constexpr std::chrono::seconds patience{20};
// What every public proxy has.
constexpr const char* known_module = "golang.org/x/mod";
constexpr std::string_view file_scheme = "file://";

// Asker asks one question after the other.
class Asker {
 public:
  Asker(const Environment& environment, bool offline)
      : transport_(curl_transport(options(environment))),
        exchange_(*transport_, {1, 1, {}, {}}),
        is_offline_(offline) {}

  bool may_ask(std::string_view url) const { return !is_offline_ || url.starts_with(file_scheme); }

  Exchange::Reply ask(const std::string& url) {
    Exchange::Reply result;
    exchange_.get({url, most_list_bytes},
                  [&result](Exchange::Reply reply) { result = std::move(reply); });
    while (exchange_.turn()) {
    }
    return result;
  }

 private:
  static CurlOptions options(const Environment& environment) {
    CurlOptions result = curl_options(environment);
    result.speed.patience = std::min<std::chrono::milliseconds>(result.speed.patience, patience);
    return result;
  }

  std::unique_ptr<Transport> transport_;
  Exchange exchange_;
  bool is_offline_;
};

bool is_absent(const Exchange::Reply& reply) {
  return reply.status == 404 || reply.status == 410;
}

// --- proxies ------------------------------------------------------------------------------------

// fault_of_proxy returns why a proxy can't be used; empty if it can.
std::string fault_of_proxy(Asker& asker, const ProxyList::Entry& entry, bool& has_known_module) {
  if (entry.url.starts_with(file_scheme)) {
    has_known_module = true;
    const std::string directory = entry.url.substr(file_scheme.size());
    return std::filesystem::is_directory(directory) ? "" : "no such directory";
  }
  const Exchange::Reply reply = asker.ask(fmt::format("{}/{}/@v/list", entry.url, known_module));
  if (reply.status == 200) has_known_module = true;
  return reply.status == 200 || is_absent(reply) ? "" : describe_failure(reply);
}

Checkup::Item check_proxies(Asker& asker, const ProxyList& proxies) {
  Checkup::Item item{"proxy", State::ok, "", ""};
  std::vector<std::string> answering;
  bool has_known_module = false;
  for (const ProxyList::Entry& entry : proxies.entries) {
    if (entry.kind == ProxyList::Kind::off) break;
    if (entry.kind == ProxyList::Kind::direct) {
      has_known_module = true;
      if (!find_program("git")) {
        return {item.name, State::warning,
                "GOPROXY falls back to direct, and there is no git in PATH", "install git"};
      }
      answering.emplace_back("direct");
      break;
    }
    const std::string shown = without_credentials(entry.url);
    if (!asker.may_ask(entry.url)) {
      return {item.name, State::ok, fmt::format("{}: not asked (--offline)", shown), ""};
    }
    const std::string fault = fault_of_proxy(asker, entry, has_known_module);
    if (fault.empty()) {
      answering.push_back(shown);
    } else if (!entry.fall_through_on_error) {
      return {item.name, State::problem, fmt::format("{}: {}", shown, fault),
              "check GOPROXY, and the network: HTTPS_PROXY names a web proxy"};
    } else {
      item = {item.name, State::warning, fmt::format("{}: {}", shown, fault),
              "remove it from GOPROXY if it does not come back"};
    }
  }
  if (item.state == State::warning && !answering.empty()) return item;
  if (answering.empty()) {
    return {item.name, State::problem, "GOPROXY has no proxy that can be used",
            "set GOPROXY; `go env -w GOPROXY=URL` keeps it"};
  }
  const std::string all = fmt::format("{}", fmt::join(answering, ", "));
  if (has_known_module) return {item.name, State::ok, all, ""};
  return {item.name, State::warning, fmt::format("{}: does not have {}", all, known_module),
          "check the path in GOPROXY, unless this proxy has private modules only"};
}

// --- the checksum database ----------------------------------------------------------------------

// base_of returns where the database is asked, as goset does: at the first proxy that passes it on,
// otherwise at the database itself.
std::string base_of(Asker& asker, const SumdbSettings& settings, const ProxyList& proxies) {
  if (!settings.url.empty()) return settings.url;
  const std::string& name = settings.verifier->name();
  for (const ProxyList::Entry& entry : proxies.entries) {
    if (entry.kind != ProxyList::Kind::url) break;
    std::string base = fmt::format("{}/sumdb/{}", entry.url, name);
    if (!asker.may_ask(base)) return base;
    const Exchange::Reply reply = asker.ask(base + "/supported");
    const bool is_next = is_absent(reply) || (reply.status != 200 && entry.fall_through_on_error);
    if (!is_next) return base;
  }
  return "https://" + name;
}

Checkup::Item check_database(Asker& asker, const SumdbSettings& settings,
                             const ProxyList& proxies) {
  const std::string name = "checksums";
  if (!settings.verifier) {
    return {name, State::warning, "GOSUMDB=off: modules without a go.sum line are not verified",
            "unset GOSUMDB; name private modules in GOPRIVATE"};
  }
  const std::string& database = settings.verifier->name();
  const std::string base = base_of(asker, settings, proxies);
  if (!asker.may_ask(base)) {
    return {name, State::ok, fmt::format("{}: not asked (--offline)", database), ""};
  }
  const Exchange::Reply reply = asker.ask(base + "/latest");
  if (reply.status != 200) {
    return {name, State::problem, fmt::format("{}: {}", database, describe_failure(reply)),
            fmt::format("check the network, and that {} is reachable", without_credentials(base))};
  }
  try {
    note::open(reply.body, *settings.verifier);
  } catch (const Error& error) {
    return {name, State::problem, fmt::format("{}: {}", database, error.message()),
            fmt::format("something between here and {} changes answers, or GOSUMDB has a wrong key",
                        without_credentials(base))};
  }
  return {name, State::ok, fmt::format("{}: the signature of its latest tree fits", database), ""};
}

}  // namespace

std::vector<Checkup::Item> check_network(const Environment& environment, bool offline) {
  std::vector<Checkup::Item> items;
  Asker asker(environment, offline);
  ProxyList proxies;
  try {
    proxies = ProxyList::parse(environment.goproxy);
    items.push_back(check_proxies(asker, proxies));
  } catch (const Error& error) {
    items.push_back({"proxy", State::problem, error.message(),
                     "set GOPROXY; `go env -w GOPROXY=URL` keeps it"});
  }
  try {
    const SumdbSettings settings = SumdbSettings::parse(environment.gosumdb, environment.gonosumdb);
    items.push_back(check_database(asker, settings, proxies));
  } catch (const Error& error) {
    items.push_back({"checksums", State::problem, error.message(),
                     "unset GOSUMDB: the default is Go's own database"});
  }
  return items;
}

}  // namespace goset
