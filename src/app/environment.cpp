#include "goset/app/environment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <sstream>

#include "goset/error.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

fs::path home() {
  return variable("HOME");
}

fs::path user_config() {
#ifdef __APPLE__
  return home() / "Library" / "Application Support";
#else
  const std::string xdg = variable("XDG_CONFIG_HOME");
  return xdg.empty() ? home() / ".config" : fs::path(xdg);
#endif
}

fs::path user_cache() {
#ifdef __APPLE__
  return home() / "Library" / "Caches";
#else
  const std::string xdg = variable("XDG_CACHE_HOME");
  return xdg.empty() ? home() / ".cache" : fs::path(xdg);
#endif
}

// go_env_file reads the KEY=value lines that `go env -w` writes; GOENV names another file or "off".
std::map<std::string, std::string> go_env_file() {
  std::map<std::string, std::string> result;
  const std::string goenv = variable("GOENV");
  if (goenv == "off") return result;
  std::istringstream in(
      read_cached(goenv.empty() ? user_config() / "go" / "env" : fs::path(goenv)).value_or(""));
  for (std::string line; std::getline(in, line);) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos || line.front() == '#') continue;
    if (line.ends_with('\r')) line.pop_back();
    result[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return result;
}

// uses_netrc reads GOAUTH, a list of methods separated by semicolons (`go help goauth`). Those that
// are commands are left to the go command.
bool uses_netrc(const std::string& goauth) {
  if (goauth.empty()) return true;
  std::istringstream methods(goauth);
  for (std::string method; std::getline(methods, method, ';');) {
    std::istringstream words(method);
    std::string name;
    words >> name;
    if (name == "netrc") return true;
  }
  return false;
}

// size_setting reads a variable that is a number of bytes, with K, M or G for the powers of 1024.
// `hint` is an example for messages.
std::uint64_t size_setting(const char* name, std::uint64_t otherwise, const char* hint) {
  const std::string text = variable(name);
  if (text.empty()) return otherwise;
  std::uint64_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, size);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  constexpr std::string_view units[] = {"", "K", "M", "G"};
  const auto found = std::find(std::begin(units), std::end(units), unit);
  const auto shift = 10 * (found - std::begin(units));
  if (fault != std::errc() || found == std::end(units) || size > UINT64_MAX >> shift) {
    throw Error(fmt::format("{} is \"{}\"", name, text),
                {fmt::format("it is a number of bytes, for example {}", hint)});
  }
  return size << shift;
}

// timeout_setting reads a variable that is a number of seconds.
std::chrono::seconds timeout_setting(const char* name, std::chrono::seconds otherwise) {
  const std::string text = variable(name);
  if (text.empty()) return otherwise;
  constexpr unsigned most = 24 * 3600;
  unsigned seconds = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, seconds);
  if (fault == std::errc() && rest == end && seconds >= 1 && seconds <= most) {
    return std::chrono::seconds(seconds);
  }
  throw Error(fmt::format("{} is \"{}\"", name, text),
              {fmt::format("it is a number of seconds, from 1 to {}", most)});
}

std::chrono::sys_seconds present() {
  return source_date().value_or(
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

// default_cache throws Error where nothing says which directory is the user's: a relative one would
// be made wherever goset is run.
fs::path default_cache() {
  const fs::path user = user_cache();
  if (user.is_absolute()) return user / "goset" / "download";
  throw Error("there is no directory for goset's cache: HOME is not set",
              {"set GOSET_CACHE, XDG_CACHE_HOME or HOME to an absolute path"});
}

}  // namespace

std::optional<std::chrono::sys_seconds> source_date() {
  constexpr std::int64_t end_of_9999 = 253402300799;
  const std::string text = variable("SOURCE_DATE_EPOCH");
  if (text.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, seconds);
  if (fault == std::errc() && rest == end && seconds >= 0 && seconds <= end_of_9999) {
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
  }
  throw Error(fmt::format("SOURCE_DATE_EPOCH is \"{}\"", text),
              {"it is a number of seconds since 1970"});
}

Environment Environment::read() {
  const std::map<std::string, std::string> file = go_env_file();
  const auto setting = [&](const char* name) {
    std::string value = variable(name);
    if (!value.empty()) return value;
    const auto found = file.find(name);
    return found == file.end() ? std::string() : found->second;
  };
  const auto or_private = [&](const char* name) {
    const std::string value = setting(name);
    return value.empty() ? setting("GOPRIVATE") : value;
  };
  Environment environment;
  environment.goproxy = setting("GOPROXY");
  if (environment.goproxy.empty()) environment.goproxy = GOSET_DEFAULT_PROXY;
  environment.gonoproxy = or_private("GONOPROXY");
  environment.gosumdb = setting("GOSUMDB");
  environment.gonosumdb = or_private("GONOSUMDB");
  if (uses_netrc(setting("GOAUTH"))) {
    const std::string netrc = variable("NETRC");
    environment.netrc = netrc.empty() ? home() / ".netrc" : fs::path(netrc);
  }
  const std::string cache = variable("GOSET_CACHE");
  environment.cache = cache.empty() ? default_cache() : fs::path(cache);
  environment.facts_size =
      size_setting("GOSET_FACTS_SIZE", FactCache::default_limit, "512M; 0 keeps no facts");
  environment.archive_size = size_setting("GOSET_ARCHIVE_SIZE", environment.archive_size, "2G");
  environment.http_timeout = timeout_setting("GOSET_HTTP_TIMEOUT", environment.http_timeout);
  fs::path gopath = setting("GOPATH").substr(0, setting("GOPATH").find(':'));
  if (gopath.empty()) gopath = home() / "go";
  fs::path modcache = setting("GOMODCACHE");
  if (modcache.empty()) modcache = gopath / "pkg" / "mod";
  environment.other_caches = {modcache / "cache" / "download"};
  environment.other_sumdbs = {gopath / "pkg" / "sumdb"};
  environment.now = present();
  environment.check_rounds = variable("GOSET_CHECK_ROUNDS") == "1";
  return environment;
}

}  // namespace goset
