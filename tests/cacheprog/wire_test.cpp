#include "cacheprog/wire.hpp"

#include <algorithm>
#include <string>

#include "cacheprog/base64.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"

namespace wire = goset::build::wire;
using goset::build::Failure;

namespace {

// A stream that hands out `text` in pieces of at most `piece` bytes.
wire::Input::ReadSome in_pieces(std::string_view& text, std::size_t piece) {
  return [&text, piece](char* data, std::size_t size) {
    const std::size_t count = std::min({piece, size, text.size()});
    std::copy_n(text.data(), count, data);
    text.remove_prefix(count);
    return count;
  };
}

std::string base64(std::string_view text) {
  std::string out;
  goset::build::base64::append(out,
                               {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

std::string body_of(std::string_view sent, std::uint64_t size, std::size_t piece) {
  wire::Input input(in_pieces(sent, piece), 64);
  std::string body;
  input.read_body(size, [&body](std::span<const std::uint8_t> part) {
    body.append(reinterpret_cast<const char*>(part.data()), part.size());
  });
  return body;
}

const std::string id32 = base64(std::string(32, 'x'));

}  // namespace

TEST_CASE("a request is read as the go command writes it") {
  const wire::Request request =
      wire::parse_request(R"({"ID":7,"Command":"put","ActionID":")" + id32 + R"(","OutputID":")" +
                          id32 + R"(","BodySize":12})");
  CHECK(request.id == 7);
  CHECK(request.command == "put");
  REQUIRE(request.action.has_value());
  CHECK((*request.action)[31] == 'x');
  CHECK(request.output == request.action);
  CHECK(request.body_size == 12);
}

TEST_CASE("unknown members of a request are skipped") {
  const wire::Request request = wire::parse_request(
      R"( { "New" : {"a":[1,{"b":"}"},null],"c":{}} , "Other":[], "N":-1.5e3, "T":true,)"
      R"("ID":3, "Command":"\u0067et\n" } )");
  CHECK(request.id == 3);
  CHECK(request.command == "get\n");
  CHECK_FALSE(request.action.has_value());
}

TEST_CASE("an ID that has not 32 bytes is absent") {
  CHECK_FALSE(wire::parse_request(R"({"ID":1,"ActionID":"YWJj"})").action.has_value());
  CHECK_FALSE(wire::parse_request(R"({"ID":1,"ActionID":null})").action.has_value());
}

TEST_CASE("malformed requests are refused") {
  const std::string cases[] = {
      "",
      "[]",
      "{",
      R"({"ID"})",
      R"({"ID":})",
      R"({"ID":"1"})",
      R"({"ID":1,})",
      R"({"ID":1} x)",
      R"({"ID":1,"Command":"get)",
      R"({"ID":1,"Command":"\q"})",
      R"({"ID":1,"Command":"\u00"})",
      R"({"ID":1,"BodySize":-1})",
      R"({"ID":1,"ActionID":"!!!!"})",
      R"({"ID":1,"ActionID":"abc"})",
      R"({"ID":99999999999999999999})",
      R"({"X":)" + std::string(1000, '[') + "}",
  };
  for (const std::string& text : cases) {
    INFO(text);
    CHECK(failure_of([&] { wire::parse_request(text); }) ==
          "malformed request from the go command");
  }
}

TEST_CASE("answers are what the go command reads") {
  std::string out;
  wire::append_hello(out);
  wire::append_miss(out, 1);
  wire::append_hit(out, 2, {{}, 5}, "/a \"b\"\\");
  wire::append_stored(out, 3, "/c");
  wire::append_error(out, 4, "bad\nthing");
  wire::append_done(out, 5);
  CHECK(out ==
        "{\"ID\":0,\"KnownCommands\":[\"get\",\"put\",\"close\"]}\n"
        "{\"ID\":1,\"Miss\":true}\n"
        "{\"ID\":2,\"OutputID\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Size\":5,"
        "\"Time\":\"1970-01-01T00:00:01Z\",\"DiskPath\":\"/a \\\"b\\\"\\\\\"}\n"
        "{\"ID\":3,\"DiskPath\":\"/c\"}\n"
        "{\"ID\":4,\"Err\":\"bad\\u000athing\"}\n"
        "{\"ID\":5}\n");
}

TEST_CASE("lines are found whatever the pieces, and empty ones skipped") {
  for (const std::size_t piece : {1, 2, 5, 100}) {
    std::string_view text = "one\n\ntwo\n";
    wire::Input input(in_pieces(text, piece), 64);
    CHECK(input.next_line() == "one");
    CHECK(input.next_line() == "two");
    CHECK_FALSE(input.next_line().has_value());
  }
}

TEST_CASE("a line that is cut short or longer than the buffer is refused") {
  std::string_view cut = "{\"ID\":1";
  wire::Input input(in_pieces(cut, 100), 64);
  CHECK(failure_of([&] { input.next_line(); }) == "the go command's request is cut short");
  const std::string long_line(100, 'x');
  std::string_view rest = long_line;
  wire::Input small(in_pieces(rest, 100), 64);
  CHECK(failure_of([&] { small.next_line(); }) == "the go command's request is too long");
}

TEST_CASE("bodies of every length come through every piece size") {
  for (std::size_t size = 1; size < 130; ++size) {
    std::string body;
    for (std::size_t i = 0; i < size; ++i) body += static_cast<char>(i * 37 + size);
    for (const std::size_t piece : {1, 3, 7, 64}) {
      CHECK(body_of("\n\"" + base64(body) + "\"\n", size, piece) == body);
    }
  }
}

TEST_CASE("bodies that are not what they state are refused") {
  struct Case {
    std::string sent;
    std::uint64_t size;
    std::string failure;
  };
  const std::string odd = "the body of a put is not base64 of the size it states";
  const std::string cut = "the go command's request is cut short";
  const Case cases[] = {
      {"\"YWJj\"", 4, cut},
      {"\"YWJjZA==\"", 3, "the body of a put is longer than it states"},
      {"\"YWJj", 3, cut},  // no closing quote
      {"\"YW", 3, "the body of a put is cut short"},
      {"\"Y!Jj\"", 3, odd},  // not base64
      {"\"YWJj\"", 2, odd},  // padding missing
      {"{\"ID\":2}\n", 3, "the body of a put is not a JSON string"},
      {"\"YW=jYWJj\"", 6, odd},  // padding inside
      {"", 3, cut},
  };
  for (const Case& c : cases) {
    INFO(c.sent);
    CHECK(failure_of([&] { body_of(c.sent, c.size, 100); }) == c.failure);
  }
}
