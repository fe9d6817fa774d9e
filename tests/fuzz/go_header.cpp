#include "goset/error.hpp"
#include "goset/go/file_constraint.hpp"
#include "target.hpp"

// The constraint of a file's header reads back, and no longer text behind the header changes it.

namespace goset::fuzz {

namespace {

const Target target("go_header", [](std::string_view input) {
  try {
    const BuildConstraint constraint = file_constraint::of_header(input);
    const std::string text = constraint.str();
    expect_equal(BuildConstraint::parse(text).str(), text, "printed and read again");
    if (constraint.is_always() || constraint.is_never()) return;
    const std::string header = "//go:build " + text + "\n\npackage p\n";
    expect_equal(file_constraint::of_header(header).str(), text, "as a header of its own");
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
