#include "cacheprog/base64.hpp"
#include "goset/hash/encoding.hpp"
#include "target.hpp"

// What the stricter decoder of base64 takes, both decode to the same bytes; any bytes come back from
// their text. A digest comes back from its SRI.

namespace goset::fuzz {

namespace {

const Target target("base64", [](std::string_view input) {
  const auto bytes = encoding::from_base64(input);
  const auto text = build::base64::decode(input);
  expect(!bytes || text, "what the stricter one takes, both take");
  if (bytes) expect(std::string(bytes->begin(), bytes->end()) == *text, "both decode the same");
  const std::vector<std::uint8_t> all(input.begin(), input.end());
  const std::string encoded = encoding::base64(all);
  std::string other;
  build::base64::append(other, all);
  expect_equal(other, encoded, "both encode the same");
  expect(encoding::from_base64(encoded) == all, "encoded and decoded again");
  encoding::hex(all);
  encoding::nix32(all);
  if (const auto digest = encoding::from_sri(input)) {
    expect_equal(encoding::sri(*digest), std::string(input), "a digest comes back");
  }
});

}  // namespace

}  // namespace goset::fuzz
