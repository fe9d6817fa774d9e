#include "goset/go/module.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "goset/error.hpp"
#include "goset/go/glob.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"

namespace goset {

std::string ModuleVersion::str() const {
  return version.empty() ? path : path + "@" + version;
}

namespace module {
namespace {

using string_literal::quote;

enum class PathKind { module, import, file };

// Fault says why a path or version is refused; nullopt: it is not.
using Fault = std::optional<std::string>;

bool is_digit(char32_t r) {
  return r >= '0' && r <= '9';
}
bool is_lower(char32_t r) {
  return r >= 'a' && r <= 'z';
}
bool is_upper(char32_t r) {
  return r >= 'A' && r <= 'Z';
}
bool is_alphanumeric(char32_t r) {
  return is_digit(r) || is_lower(r) || is_upper(r);
}

bool one_of(char32_t r, std::string_view set) {
  return r < 0x80 && set.find(static_cast<char>(r)) != std::string_view::npos;
}

bool is_allowed(char32_t r, PathKind kind) {
  if (is_alphanumeric(r)) return true;
  if (kind == PathKind::module) return one_of(r, "-._~");
  if (kind == PathKind::import) return one_of(r, "-._~+");
  return r < 0x80 ? one_of(r, "!#$%&()+,-.=@[]^_{}~ ") : unicode::is_letter(r);
}

// is_windows_device reports whether Windows reserves the file name, in any case.
bool is_windows_device(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (upper == "CON" || upper == "PRN" || upper == "AUX" || upper == "NUL") return true;
  return upper.size() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT")) &&
         upper[3] >= '1' && upper[3] <= '9';
}

// is_windows_short_name reports whether the name looks like the 8.3 alias of another ("GIT~1").
bool is_windows_short_name(std::string_view name) {
  const std::size_t tilde = name.rfind('~');
  if (tilde == std::string_view::npos || tilde + 1 == name.size()) return false;
  return name.find_first_not_of("0123456789", tilde + 1) == std::string_view::npos;
}

Fault element_fault(std::string_view element, PathKind kind) {
  if (element.empty()) return "empty path element";
  if (element.find_first_not_of('.') == std::string_view::npos) {
    return "path element is only dots: " + quote(element);
  }
  if (element.front() == '.' && kind == PathKind::module) return "leading dot in path element";
  if (element.back() == '.') return "trailing dot in path element";
  for (std::string_view rest = element; !rest.empty();) {
    const unicode::Rune r = unicode::decode(rest);
    if (!is_allowed(r.value, kind)) return "invalid character " + quote(rest.substr(0, r.size));
    rest.remove_prefix(r.size);
  }

  const std::string_view stem = element.substr(0, element.find('.'));
  if (is_windows_device(stem)) return quote(stem) + " is a device name on Windows";
  if (kind != PathKind::file && is_windows_short_name(stem)) {
    return "path element ends in a tilde and digits";
  }
  return std::nullopt;
}

Fault elements_fault(std::string_view path, PathKind kind) {
  if (!unicode::is_valid_utf8(path)) return "invalid UTF-8";
  if (path.empty()) return "empty string";
  if (path.front() == '-' && kind != PathKind::file) return "leading dash";
  if (path.find("//") != std::string_view::npos) return "double slash";
  if (path.back() == '/') return "trailing slash";
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    if (Fault fault = element_fault(path.substr(start, end - start), kind)) return fault;
    start = end + 1;
  }
  return std::nullopt;
}

bool is_domain_char(char c) {
  return c == '-' || c == '.' || is_digit(c) || is_lower(c);
}

Fault module_path_fault(std::string_view path) {
  if (Fault fault = elements_fault(path, PathKind::module)) return fault;
  const std::string_view domain = path.substr(0, path.find('/'));
  if (domain.find('.') == std::string_view::npos) return "missing dot in first path element";
  if (!std::all_of(domain.begin(), domain.end(), is_domain_char)) {
    return "first path element is not a lower-case domain name";
  }
  if (!split_path_version(path)) return "invalid major version suffix";
  return std::nullopt;
}

// directory_fault is about the last element of a valid import path.
Fault directory_fault(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // all, without a slash
  const auto first = static_cast<unsigned char>(name.front());
  if (is_alphanumeric(first) || one_of(first, "._")) return std::nullopt;
  return "invalid input directory name " + quote(name);
}

void refuse(std::string_view kind, std::string_view path, const Fault& fault) {
  if (fault) throw Error(fmt::format("malformed {} path {}: {}", kind, quote(path), *fault));
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      out += '!';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> unescape(std::string_view escaped) {
  std::string out;
  bool bang = false;
  for (const char c : escaped) {
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z')) return std::nullopt;
    if (bang && (c < 'a' || c > 'z')) return std::nullopt;
    if (c == '!') {
      bang = true;
      continue;
    }
    out += bang ? static_cast<char>(c - 'a' + 'A') : c;
    bang = false;
  }
  if (bang) return std::nullopt;
  return out;
}

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_escapable_version(std::string_view version) {
  return !element_fault(version, PathKind::file) && is_ascii(version) &&
         version.find('!') == std::string_view::npos;
}

std::size_t trailing(std::string_view s, std::string_view set) {
  const std::size_t last = s.find_last_not_of(set);
  return last == std::string_view::npos ? s.size() : s.size() - last - 1;
}

// cut_major cuts `path` so that `major` are its last `size` bytes.
PathMajor cut_major(std::string_view path, std::size_t size) {
  return {std::string(path.substr(0, path.size() - size)),
          std::string(path.substr(path.size() - size))};
}

constexpr std::string_view unstable = "-unstable";

// split_gopkg_in requires ".vN" at the end, "-unstable" aside; N may be 0 or 1 there.
std::optional<PathMajor> split_gopkg_in(std::string_view path) {
  std::string_view stem = path;
  if (stem.ends_with(unstable)) stem.remove_suffix(unstable.size());
  const std::size_t digits = trailing(stem, "0123456789");
  const std::string_view number = stem.substr(stem.size() - digits);
  stem.remove_suffix(digits);
  if (!stem.ends_with(".v")) return std::nullopt;
  // As in Go, ".v0" is a major version, ".v0-unstable" is none, and ".v-unstable" passes here,
  // though no version ever matches it.
  const bool is_unstable = path.ends_with(unstable);
  if (number.empty() && !is_unstable) return std::nullopt;
  if (number.starts_with('0') && (number != "0" || is_unstable)) return std::nullopt;
  return cut_major(path, path.size() - stem.size() + 2);
}

// PseudoParts are cut from vX.Y.Z-[PRE.0.|0.]TIME-REVISION[+BUILD].
struct PseudoParts {
  std::string_view base;  // up to TIME, its "-" or "." left out
  std::string_view time;
  std::string_view revision;
  std::string_view build;
};

constexpr std::size_t time_size = 14;

std::optional<PseudoParts> cut_pseudo_version(std::string_view version) {
  if (!semver::is_valid(version)) return std::nullopt;
  PseudoParts parts;
  parts.build = semver::build(version);
  version.remove_suffix(parts.build.size());

  const std::size_t dash = version.rfind('-');
  if (dash == std::string_view::npos || dash < time_size + 1) return std::nullopt;
  parts.revision = version.substr(dash + 1);
  parts.time = version.substr(dash - time_size, time_size);
  const std::string_view before = version.substr(0, dash - time_size);
  if (parts.revision.empty() || parts.revision.find('.') != std::string_view::npos) {
    return std::nullopt;
  }
  if (trailing(parts.time, "0123456789") != time_size) return std::nullopt;

  const std::size_t first_dash = before.find('-');
  if (first_dash == std::string_view::npos) return std::nullopt;
  const std::string_view pre = before.substr(first_dash + 1);
  const bool untagged = pre.empty() && before.substr(0, first_dash).ends_with(".0.0");
  if (!untagged && pre != "0." && !pre.ends_with(".0.")) return std::nullopt;
  parts.base = before.substr(0, before.size() - 1);
  return parts;
}

// decremented returns a decimal number less one; nullopt for zero.
std::optional<std::string> decremented(std::string_view number) {
  std::string digits(number);
  const std::size_t last = digits.find_last_not_of('0');
  if (last == std::string::npos) return std::nullopt;
  --digits[last];
  std::fill(digits.begin() + static_cast<std::ptrdiff_t>(last) + 1, digits.end(), '9');
  if (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
  return digits;
}

// base_version derives the tag that a pseudo-version follows: the prerelease it extends, or the
// release one patch below.
std::optional<std::string> base_version(const PseudoParts& parts) {
  const std::string build(parts.build);
  if (parts.base.find('-') == std::string_view::npos) {
    // Without a tag there is nothing that could be +incompatible.
    if (!build.empty()) return std::nullopt;
    return "";
  }
  const std::string_view stem = parts.base.substr(0, parts.base.size() - 2);
  const bool follows_prerelease = parts.base.ends_with(".0");
  if (follows_prerelease) return std::string(stem) + build;
  const std::size_t patch = stem.rfind('.') + 1;
  const std::optional<std::string> lower = decremented(stem.substr(patch));
  if (!lower) return std::nullopt;
  return std::string(stem.substr(0, patch)) + *lower + build;
}

}  // namespace

void check_path(std::string_view path) {
  refuse("module", path, module_path_fault(path));
}

void check_main_path(std::string_view path) {
  refuse("module", path, elements_fault(path, PathKind::import));
}

void check_import_path(std::string_view path) {
  refuse("import", path, elements_fault(path, PathKind::import));
}

void check_buildable_import_path(std::string_view path) {
  check_import_path(path);
  refuse("import", path, directory_fault(path));
}

void check_file_path(std::string_view path) {
  refuse("file", path, elements_fault(path, PathKind::file));
}

void check(std::string_view path, std::string_view version) {
  check_path(path);
  const ModuleVersion m{std::string(path), std::string(version)};
  if (!is_canonical_version(version)) {
    throw Error(fmt::format("{}: not a canonical version: {}", path, quote(version)));
  }
  const std::string major = split_path_version(path)->major;
  if (match_path_major(version, major)) return;
  throw Error(fmt::format("{}: invalid version: should be {}, not {}", m.str(), major_name(major),
                          semver::major(version)));
}

bool is_valid_path(std::string_view path) {
  return !module_path_fault(path);
}

bool is_buildable_import_path(std::string_view path) {
  return !elements_fault(path, PathKind::import) && !directory_fault(path);
}

std::string canonical_version(std::string_view version) {
  std::string canonical = semver::canonical(version);
  if (semver::build(version) == "+incompatible") canonical += "+incompatible";
  return canonical;
}

bool is_canonical_version(std::string_view version) {
  return !version.empty() && canonical_version(version) == version;
}

std::string escape_path(std::string_view path) {
  check_path(path);
  return escape(path);
}

std::string escape_version(std::string_view version) {
  if (!is_escapable_version(version)) {
    throw Error(fmt::format("malformed version {}: not usable as a file name", quote(version)));
  }
  return escape(version);
}

std::string unescape_path(std::string_view escaped) {
  const std::optional<std::string> path = unescape(escaped);
  if (!path || !is_valid_path(*path)) {
    throw Error("malformed escaped module path " + quote(escaped));
  }
  return *path;
}

std::string unescape_version(std::string_view escaped) {
  const std::optional<std::string> version = unescape(escaped);
  if (!version || !is_escapable_version(*version)) {
    throw Error("malformed escaped version " + quote(escaped));
  }
  return *version;
}

std::optional<PathMajor> split_path_version(std::string_view path) {
  if (path.starts_with("gopkg.in/")) return split_gopkg_in(path);
  const std::size_t size = trailing(path, "0123456789.");
  const std::string_view number = path.substr(path.size() - size);
  const std::string_view stem = path.substr(0, path.size() - size);
  if (number.empty() || !stem.ends_with("/v")) return cut_major(path, 0);
  const bool dotted = number.find('.') != std::string_view::npos;
  if (dotted || number.front() == '0' || number == "1") return std::nullopt;
  return cut_major(path, size + 2);
}

bool match_path_major(std::string_view version, std::string_view major) {
  if (major.starts_with(".v") && major.ends_with(unstable)) major.remove_suffix(unstable.size());
  // Early pseudo-versions of gopkg.in/x.v1 were written as v0.0.0-TIME-REVISION and still count.
  if (version.starts_with("v0.0.0-") && major == ".v1") return true;
  const std::string_view actual = semver::major(version);
  if (!major.empty()) return actual == major.substr(1);
  return actual == "v0" || actual == "v1" || semver::build(version) == "+incompatible";
}

std::string major_name(std::string_view major) {
  return major.empty() ? "v0 or v1" : std::string(major.substr(1));
}

bool is_pseudo_version(std::string_view version) {
  return cut_pseudo_version(version).has_value();
}

std::optional<PseudoVersion> parse_pseudo_version(std::string_view version) {
  const std::optional<PseudoParts> parts = cut_pseudo_version(version);
  if (!parts) return std::nullopt;
  const std::optional<std::string> base = base_version(*parts);
  if (!base) return std::nullopt;
  return PseudoVersion{*base, std::string(parts->time), std::string(parts->revision)};
}

bool in_module(std::string_view import_path, std::string_view path) {
  return import_path.starts_with(path) &&
         (import_path.size() == path.size() || import_path[path.size()] == '/');
}

bool matches_prefix_patterns(std::string_view path, std::string_view patterns) {
  while (!patterns.empty()) {
    const std::size_t end = std::min(patterns.find(','), patterns.size());
    std::string_view pattern = patterns.substr(0, end);
    patterns.remove_prefix(std::min(end + 1, patterns.size()));
    if (pattern.ends_with('/')) pattern.remove_suffix(1);
    if (pattern.empty()) continue;
    // As many elements of the path as the pattern has.
    std::ptrdiff_t slashes = std::count(pattern.begin(), pattern.end(), '/');
    std::size_t size = 0;
    while (size < path.size() && (path[size] != '/' || slashes-- > 0)) ++size;
    if (slashes <= 0 && glob::matches(pattern, path.substr(0, size))) return true;
  }
  return false;
}

}  // namespace module
}  // namespace goset
