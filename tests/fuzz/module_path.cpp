#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/std_packages.hpp"
#include "goset/store/record_file.hpp"
#include "target.hpp"

// A path that is accepted comes back from its escaped form, and stricter rules accept no more than
// laxer ones. A second piece is a pattern of GOPRIVATE.

namespace goset::fuzz {

namespace {

bool accepts(void (*check)(std::string_view), std::string_view path) {
  try {
    check(path);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// unescaped returns nothing for what is refused.
std::string unescaped(std::string (*unescape)(std::string_view), std::string_view escaped) {
  try {
    return unescape(escaped);
  } catch (const Error&) {
    return "";
  }
}

const Target target("module_path", [](std::string_view input) {
  Pieces pieces(input);
  std::string_view path = pieces.next();
  while (path.ends_with('\n')) path.remove_suffix(1);
  if (accepts(module::check_path, path)) {
    expect_equal(module::unescape_path(module::escape_path(path)), std::string(path),
                 "escaped and read again");
    expect(accepts(module::check_import_path, path), "a module path is an import path");
    expect(module::split_path_version(path).has_value(), "a module path has a prefix");
    expect(module::in_module(path, path), "a module is in itself");
  }
  if (accepts(module::check_buildable_import_path, path)) {
    expect(accepts(module::check_import_path, path), "what can be built can be imported");
  }
  if (accepts(module::check_import_path, path)) {
    expect(accepts(module::check_file_path, path), "an import path is a file's path");
  }
  const std::string from = unescaped(module::unescape_path, path);
  if (!from.empty()) expect_equal(module::escape_path(from), std::string(path), "and back");
  const std::string version = unescaped(module::unescape_version, path);
  if (!version.empty()) {
    expect_equal(module::escape_version(version), std::string(path), "and back, of a version");
  }
  module::matches_prefix_patterns(path, pieces.rest());
  std_packages::is_reserved(path);
});

}  // namespace

}  // namespace goset::fuzz
