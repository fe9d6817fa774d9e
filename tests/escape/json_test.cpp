#include "goset/escape/json.hpp"

#include <nlohmann/json.hpp>

#include "goset/go/unicode.hpp"
#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

bool is_spelled(const std::string& json) {
  return json.find_first_of("\x1b\x07\x7f\r") == std::string::npos &&
         json.find("\xe2\x80") == std::string::npos && json.find("\xc2\x9b") == std::string::npos;
}

}  // namespace

TEST_CASE("what does not show itself is spelled in JSON") {
  CHECK(JsonText::of("a\"b\\c\n\t\b\f\r").str() == R"(a\"b\\c\n\t\b\f\r)");
  CHECK(JsonText::of("\x1b\x7f\xe2\x80\xae").str() == R"(\u001b\u007f\u202e)");
  CHECK(JsonText::of("\xf3\xa0\x81\xa1").str() == R"(\udb40\udc61)");
  CHECK(JsonText::of("caf\xc3\xa9 \xf0\x9f\x98\x80 <b> /").str() ==
        "caf\xc3\xa9 \xf0\x9f\x98\x80 <b> /");
}

TEST_CASE("a string of JSON means what it meant") {
  for (const std::string& text : hostile_texts()) {
    const std::string json = JsonText::format("\"{}\"", text).str();
    CAPTURE(json);
    CHECK(is_spelled(json));
    const auto read = nlohmann::json::parse(json).get<std::string>();
    if (unicode::is_valid_utf8(text)) CHECK(read == text);
    const nlohmann::json document{{text, text}};
    const std::string printed =
        document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::string spelled = json_document(printed).str();
    CHECK(is_spelled(spelled));
    CHECK(nlohmann::json::parse(spelled) == nlohmann::json::parse(printed));
    CHECK(json_document(spelled).str() == spelled);
  }
}
