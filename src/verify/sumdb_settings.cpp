#include "goset/verify/sumdb_settings.hpp"

#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "goset/error.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/go/module.hpp"

namespace goset {

namespace {

// The go command's built-in databases (cmd/go/internal/modfetch/key.go).
constexpr std::string_view go_database = "sum.golang.org";
constexpr std::string_view go_database_key =
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
constexpr std::string_view go_database_in_china = "sum.golang.google.cn";

// check_name refuses what is no host with a path: it becomes part of URLs and file names.
void check_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:";
  const bool bad = name.empty() || name.starts_with('/') || name.ends_with('/') ||
                   name.find("..") != std::string_view::npos ||
                   name.find("//") != std::string_view::npos ||
                   name.find_first_not_of(allowed) != std::string_view::npos;
  if (bad) throw Error(fmt::format("GOSUMDB: \"{}\" is not HOST or HOST/PATH", name));
}

}  // namespace

SumdbSettings SumdbSettings::parse(std::string_view gosumdb, std::string no_sumdb) {
  SumdbSettings settings;
  settings.no_sumdb = std::move(no_sumdb);
  std::istringstream words{std::string(gosumdb)};
  std::string key;
  std::string more;
  words >> key >> settings.url;
  if (key.empty()) key = go_database;
  if (key == "off") return settings;
  if (words >> more) throw Error("GOSUMDB: too many words", {"it is KEY, or KEY and URL"});
  if (key == go_database_in_china) {
    if (settings.url.empty()) settings.url = fmt::format("https://{}", go_database_in_china);
    key = go_database;
  }
  if (key == go_database) key = go_database_key;
  try {
    settings.verifier = note::Verifier::parse(key);
  } catch (const Error& error) {
    throw Error("GOSUMDB: " + error.message(), error.notes());
  }
  check_name(settings.verifier->name());
  while (settings.url.ends_with('/')) settings.url.pop_back();
  refuse_open_credentials("GOSUMDB", settings.url);
  return settings;
}

std::string SumdbSettings::skipped(const std::string& module_path) const {
  if (!verifier) return "GOSUMDB=off";
  return module::matches_prefix_patterns(module_path, no_sumdb) ? "GONOSUMDB" : "";
}

}  // namespace goset
