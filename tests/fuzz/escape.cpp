#include <nlohmann/json.hpp>

#include "goset/escape/dot.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/markdown.hpp"
#include "goset/escape/workflow.hpp"
#include "goset/go/unicode.hpp"
#include "target.hpp"

// Whatever a text has, no target gets a control, and each what it has no other word for.

namespace goset::fuzz {

namespace {

void expect_visible(const std::string& text) {
  expect(unicode::is_valid_utf8(text), "what is shown is UTF-8");
  for (const char c : text) {
    expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "nothing shown is a control");
  }
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Rune rune = unicode::decode(std::string_view(text).substr(at));
    expect(unicode::is_printable(rune.value), "all that is shown has a picture");
    at += rune.size;
  }
}

const Target target("escape", [](std::string_view input) {
  const std::string shown = TerminalText::of(input).str();
  expect_visible(shown);
  expect_equal(TerminalText::of(shown).str(), shown, "the second time nothing is left to escape");
  expect_visible(CommentText::of(input).str());
  expect_visible(MarkdownText::of(input).str());
  expect_visible(DotText::of(input).str());
  const std::string property = WorkflowText::of(input).str();
  expect_visible(property);
  expect(property.find_first_of(":,") == std::string::npos, "a property ends where it should");
  const std::string json = JsonText::format("\"{}\"", input).str();
  expect_visible(json);
  const auto value = nlohmann::json::parse(json).get<std::string>();
  if (unicode::is_valid_utf8(input)) expect_equal(value, std::string(input), "JSON is exact");
  expect_equal(json_document(json).str(), json, "a string that is escaped stays");
});

}  // namespace

}  // namespace goset::fuzz
