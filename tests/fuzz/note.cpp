#include "goset/verify/note.hpp"
#include "goset/error.hpp"
#include "goset/go/unicode.hpp"
#include "support/sumdb_log.hpp"
#include "target.hpp"

// Nothing counts as a note but what is signed, and a text that is signed comes back. A key is refused
// or is one.

namespace goset::fuzz {

namespace {

bool is_text(std::string_view text) {
  if (!text.ends_with('\n') || !unicode::is_valid_utf8(text) || text.size() > 100'000) return false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return false;
  }
  return true;
}

const Target target("note", [](std::string_view input) {
  static const SumdbLog log("log.test");
  static const note::Verifier verifier = note::Verifier::parse(log.key());
  try {
    note::Verifier::parse(input);
  } catch (const Error&) {
  }
  if (is_text(input)) {
    const std::string text(input);
    expect_equal(note::open(log.sign(text), verifier), text, "a signed text comes back");
  }
  try {
    const std::string text = note::open(input, verifier);
    expect_equal(note::open(log.sign(text), verifier), text, "what is opened can be signed");
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
