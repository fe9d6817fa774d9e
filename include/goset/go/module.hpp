#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace goset {

// ModuleVersion names one version of one module: a module path and a canonical version
// ("golang.org/x/sys", "v0.35.0"). An empty version means the main module.
struct ModuleVersion {
  std::string path;
  std::string version;

  // str returns "path@version", or the path alone where there is no version.
  std::string str() const;

  // Ordered by path, then by the version's bytes; for the order of versions see `semver::compare`.
  friend auto operator<=>(const ModuleVersion&, const ModuleVersion&) = default;
  friend bool operator==(const ModuleVersion&, const ModuleVersion&) = default;
};

// Module paths, import paths, file names and versions as golang.org/x/mod/module checks them.
// Source of the rules: https://go.dev/ref/mod#go-mod-file-ident and #versions.
namespace module {

// The check_* functions throw Error (`malformed module path "...": ...`) where Go's Check* do.
void check_path(std::string_view path);         // a module path that can be fetched
void check_main_path(std::string_view path);    // a main module's path, which need not be fetched
void check_import_path(std::string_view path);  // a package's import path
// check_buildable_import_path asks for more: the go command builds no package whose directory's name
// a compiler could take for an option ("-x"). Source: cmd/go/internal/load, SafeArg.
void check_buildable_import_path(std::string_view path);
void check_file_path(std::string_view path);  // a slash-separated name inside a module zip
// check: path is a module path, version is canonical (Go's Check asks for a valid one only), and
// its major version fits the path.
void check(std::string_view path, std::string_view version);

// is_valid_path reports whether check_path accepts `path`, is_buildable_import_path whether
// check_buildable_import_path does.
bool is_valid_path(std::string_view path);
bool is_buildable_import_path(std::string_view path);

// escape_* turn upper case letters into "!" and the lower case letter, as the module proxy
// protocol and the module cache spell them. They throw Error for what check_* refuses.
std::string escape_path(std::string_view path);
std::string escape_version(std::string_view version);
// unescape_* are the inverse; they throw Error for text that no escape_* makes.
std::string unescape_path(std::string_view escaped);
std::string unescape_version(std::string_view escaped);

// PathMajor is a module path cut before its major version: {"example.com/m", "/v2"},
// {"gopkg.in/yaml", ".v3"}; `major` is empty for v0 and v1 elsewhere.
struct PathMajor {
  std::string prefix;
  std::string major;
};
// split_path_version is nullopt where the path's end is malformed ("m/v1", "gopkg.in/x").
std::optional<PathMajor> split_path_version(std::string_view path);
// match_path_major reports whether `version` may be used with a path that ends in `major`.
bool match_path_major(std::string_view version, std::string_view major);
// major_name says in a message which versions fit `major`: "v2", "v0 or v1".
std::string major_name(std::string_view major);

// canonical_version is semver::canonical, but keeps the build part "+incompatible", which Go gives
// a meaning; empty for an invalid version. is_canonical_version: the same text comes back.
std::string canonical_version(std::string_view version);
bool is_canonical_version(std::string_view version);

// is_pseudo_version reports whether `version` has one of the three forms of
// https://go.dev/ref/mod#pseudo-versions.
bool is_pseudo_version(std::string_view version);

struct PseudoVersion {
  std::string base;      // the tag it follows, e.g. "v1.2.3"; empty for vX.0.0-
  std::string time;      // yyyymmddhhmmss, UTC
  std::string revision;  // at most 12 characters of the commit hash
};
// parse_pseudo_version is nullopt where is_pseudo_version is false or the base cannot be derived.
std::optional<PseudoVersion> parse_pseudo_version(std::string_view version);

// in_module reports whether a package `import_path` could, by its name, lie in the module `path`:
// they are equal or path + "/" is a prefix.
bool in_module(std::string_view import_path, std::string_view path);

// matches_prefix_patterns reports whether a prefix of `path`, in whole elements, matches one of the
// comma-separated glob patterns, as GOPRIVATE and its like mean them
// ("*.corp.example.com,rsc.io/x"). Malformed patterns match nothing. Source:
// golang.org/x/mod/module, MatchPrefixPatterns.
bool matches_prefix_patterns(std::string_view path, std::string_view patterns);

}  // namespace module
}  // namespace goset

template <>
struct std::hash<goset::ModuleVersion> {
  std::size_t operator()(const goset::ModuleVersion& m) const {
    const std::hash<std::string_view> hash;
    return hash(m.path) * 31 + hash(m.version);
  }
};
