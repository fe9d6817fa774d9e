#include "stage/mod_text.hpp"
#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/unicode.hpp"
#include "target.hpp"

// What a build reads of a go.mod is what the set read: a file that the first reader takes has the same
// requirements and replacements for the second. The rest has none of them.

namespace goset::fuzz {

namespace {

void compare(const build::ModText& text, const ModFile& file) {
  expect(text.require.size() == file.require.size(), "as many requirements");
  for (std::size_t i = 0; i < file.require.size(); ++i) {
    expect_equal(text.require[i].path, file.require[i].mod.path, "a required path");
  }
  expect(text.replace.size() == file.replace.size(), "as many replacements");
  for (std::size_t i = 0; i < file.replace.size(); ++i) {
    expect_equal(text.replace[i].old_path, file.replace[i].old_path, "a replaced path");
    expect(text.replace[i].to_directory() == file.replace[i].to_directory(), "directory or module");
  }
  expect_equal(text.go, file.go.value_or(""), "the go line");
}

const Target target("mod_text", [](std::string_view input) {
  const build::ModText text = build::parse_mod_text(input);
  const build::ModText rest = build::parse_mod_text(text.rest);
  expect(rest.require.empty() && rest.replace.empty(), "the rest requires nothing");
  expect(text.rest.ends_with('\n'), "the rest ends a line");
  // Escapes are read as far as a directory of a leaf needs it, and not as Go does.
  if (input.find('\\') != std::string_view::npos || !unicode::is_valid_utf8(input)) return;
  try {
    compare(text, mod_file::parse("go.mod", input));
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
