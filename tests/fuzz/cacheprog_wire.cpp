#include <algorithm>
#include <cstring>

#include "cacheprog/failure.hpp"
#include "cacheprog/wire.hpp"
#include "target.hpp"

// Requests of the go command mean the same in whatever pieces they come.

namespace goset::fuzz {

namespace {

// log_of writes down what is read from a stream that comes in pieces of `piece` bytes.
std::string log_of(std::string_view stream, std::size_t piece) {
  constexpr std::size_t buffer = 256;
  build::wire::Input input(
      [&](char* data, std::size_t size) {
        const std::size_t n = std::min({piece, size, stream.size()});
        std::memcpy(data, stream.data(), n);
        stream.remove_prefix(n);
        return n;
      },
      buffer);
  std::string log;
  try {
    while (const auto line = input.next_line()) {
      const build::wire::Request request = build::wire::parse_request(*line);
      log += std::to_string(request.id) + " " + request.command + (request.action ? "a" : "") +
             (request.output ? "o" : "") + "\n";
      if (request.command != "put" || request.body_size == 0) continue;
      input.read_body(request.body_size, [&](std::span<const std::uint8_t> bytes) {
        log.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      });
    }
  } catch (const build::Failure& failure) {
    log += failure.what();
  }
  return log;
}

const Target target("cacheprog_wire", [](std::string_view input) {
  const std::string whole = log_of(input, input.size() + 1);
  const std::string in_pieces = log_of(input, 3);
  // A body that is cut short may have come as far as the last whole piece.
  if (whole.ends_with("short") || in_pieces.ends_with("states")) return;
  expect_equal(in_pieces, whole, "the same in small pieces");
});

}  // namespace

}  // namespace goset::fuzz
