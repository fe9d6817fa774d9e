#include "goset/error.hpp"
#include "goset/go/work_file.hpp"
#include "mod_file_text.hpp"
#include "target.hpp"

// What a go.work says, written as a go.work again, says the same.

namespace goset::fuzz {

namespace {

const Target target("go_work", [](std::string_view input) {
  WorkFile file;
  try {
    file = WorkFile::parse("go.work", input);
  } catch (const Error&) {
    return;
  }
  const std::string text = text_of(file);
  try {
    expect_equal(text_of(WorkFile::parse("go.work", text)), text, "printed and read again");
  } catch (const Error& error) {
    throw Finding{"refused when read again: " + error.message() + "\n" + text};
  }
});

}  // namespace

}  // namespace goset::fuzz
