#include "mod_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/string_literal.hpp"

namespace goset {
namespace {

using string_literal::quote;

std::size_t digits(std::string_view s) {
  return std::min(s.find_first_not_of("0123456789"), s.size());
}

// decimal_size returns the size of the decimal number without leading zeros that `s` begins with; 0
// if there is none.
std::size_t decimal_size(std::string_view s) {
  if (s.starts_with('0')) return 1;
  return digits(s);
}

// language_size returns the size of the "MAJOR.MINOR" that `v` begins with; 0 if there is none.
std::size_t language_size(std::string_view v) {
  const std::size_t major = v.starts_with('0') ? 0 : digits(v);
  if (major == 0 || v.substr(major, 1) != ".") return 0;
  const std::size_t minor = decimal_size(v.substr(major + 1));
  return minor == 0 ? 0 : major + 1 + minor;
}

void check_major(std::string_view path, std::string_view version) {
  const std::optional<module::PathMajor> split = module::split_path_version(path);
  if (!split) throw Error("malformed module path " + quote(path));
  if (module::match_path_major(version, split->major)) return;
  throw Error(fmt::format("{}: version {} is invalid: should be {}, not {}", path, quote(version),
                          module::major_name(split->major), semver::major(version)));
}

}  // namespace

std::string mod_words::text(std::string_view token) {
  if (token.starts_with('"')) {
    if (std::optional<std::string> value = string_literal::unquote(token)) return *value;
    throw Error(fmt::format("invalid quoted string: {}", token));
  }
  // Go's grammar knows `raw` strings, its go.mod reader refuses them all the same.
  if (token.find_first_of("\"'`") != token.npos) {
    throw Error(fmt::format("invalid quoted string: {}: a word cannot contain quotes", token));
  }
  return std::string(token);
}

bool mod_words::is_directory(std::string_view path) {
  const auto is_separator = [](char c) { return c == '/' || c == '\\'; };
  const auto is_drive = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (path.empty()) return false;
  if (is_separator(path[0])) return true;
  if (path.size() > 1 && is_drive(path[0]) && path[1] == ':') return true;
  const std::size_t dots = std::min(path.find_first_not_of('.'), path.size());
  return (dots == 1 || dots == 2) && (dots == path.size() || is_separator(path[dots]));
}

bool mod_words::is_go_version(std::string_view v) {
  const std::size_t language = language_size(v);
  if (language == 0) return false;
  v.remove_prefix(language);
  if (v.starts_with('.')) {
    const std::size_t patch = decimal_size(v.substr(1));
    if (patch == 0) return false;
    v.remove_prefix(1 + patch);
  }
  if (v.empty()) return true;
  constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
  const std::size_t word = std::min(v.find_first_not_of(lower), v.size());
  return word > 0 && word < v.size() && word + digits(v.substr(word)) == v.size();
}

std::optional<std::string> mod_words::repaired_go_version(std::string_view v) {
  if (v.starts_with('v')) v.remove_prefix(1);
  const std::size_t language = language_size(v);
  if (language == 0 || language == v.size() || digits(v.substr(language, 1)) > 0) {
    return std::nullopt;
  }
  return std::string(v.substr(0, language));
}

std::string mod_words::strict_version(std::string_view path, std::string_view version) {
  // Go 1.11's first drafts wrote gopkg.in versions as v0.0.0-gopkgin-v2.2.1.
  constexpr std::string_view draft = "-gopkgin-";
  const std::size_t at = path.starts_with("gopkg.in/") ? version.find(draft) : version.npos;
  if (at != version.npos) version.remove_prefix(at + draft.size());

  const std::string canonical = module::canonical_version(version);
  if (canonical.empty() || !version.starts_with(canonical)) {
    throw Error(fmt::format("{}: version {} is not of the form v1.2.3", path, quote(version)));
  }
  check_major(path, canonical);
  return canonical;
}

std::string mod_words::lax_version(std::string_view path, std::string_view version) {
  const std::string canonical = module::canonical_version(version);
  if (canonical.empty()) {
    throw Error(fmt::format("{}: version {} is not of the form v1.2.3", path, quote(version)));
  }
  check_major(path, canonical);
  return canonical;
}

}  // namespace goset
