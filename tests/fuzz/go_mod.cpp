#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/string_literal.hpp"
#include "mod_file_text.hpp"
#include "target.hpp"

// What a go.mod says, written as a go.mod again, says the same. A dependency's reader takes what a
// main module's takes.

namespace goset::fuzz {

namespace {

void check_lax(const ModFile& file, std::string_view input) {
  const ModFile lax = mod_file::parse_lax("go.mod", input);
  expect_equal(lax.module_path, file.module_path, "lax and strict have one module path");
  expect(lax.require.size() == file.require.size(), "lax and strict have as many requirements");
  for (std::size_t i = 0; i < lax.require.size(); ++i) {
    expect(lax.require[i].mod == file.require[i].mod, "lax and strict have the same requirements");
  }
  expect(lax.go == file.go, "lax and strict have the same go line");
}

const Target target("go_mod", [](std::string_view input) {
  try {
    mod_file::parse_lax("go.mod", input);
  } catch (const Error&) {
  }
  ModFile file;
  try {
    file = mod_file::parse("go.mod", input);
  } catch (const Error&) {
    return;
  }
  const std::string text = text_of(file);
  try {
    expect_equal(text_of(mod_file::parse("go.mod", text)), text, "printed and read again");
    check_lax(file, input);
  } catch (const Error& error) {
    throw Finding{"refused when read again: " + error.message() + "\n" + text};
  }
});

}  // namespace

}  // namespace goset::fuzz
