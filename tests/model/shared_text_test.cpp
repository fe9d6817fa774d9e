#include "goset/model/shared_text.hpp"

#include <string>

#include "support/catch.hpp"

using goset::SharedText;
using goset::SharedTexts;

TEST_CASE("copies of a text share it") {
  const SharedText text("example.com/a");
  const SharedText copy = text;
  CHECK(copy.str() == "example.com/a");
  CHECK(copy.identity() == text.identity());
}

TEST_CASE("texts compare by what they say") {
  const SharedText a("a");
  const SharedText other("a");
  CHECK(a.identity() != other.identity());
  CHECK(a == other);
  CHECK(a < SharedText("b"));
  CHECK(SharedText().str().empty());
}

TEST_CASE("each text is made once") {
  SharedTexts texts;
  const SharedText first = texts.of("example.com/a");
  for (int i = 0; i < 1000; ++i) texts.of("example.com/" + std::to_string(i));
  CHECK(texts.of(std::string("example.com/a")).identity() == first.identity());
  CHECK(texts.of("example.com/500").str() == "example.com/500");
}
