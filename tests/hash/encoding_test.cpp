#include "goset/hash/encoding.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace encoding = goset::encoding;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

// Every byte value, in order.
Bytes all_bytes() {
  Bytes out;
  for (int value = 0; value < 256; value++) out.push_back(static_cast<std::uint8_t>(value));
  return out;
}

}  // namespace

TEST_CASE("hex writes two lower-case digits a byte") {
  CHECK(encoding::hex({}) == "");
  CHECK(encoding::hex(Bytes{0x00, 0x0f, 0xa0, 0xff}) == "000fa0ff");
}

TEST_CASE("base64 gives the vectors of RFC 4648, and its decoder their bytes") {
  const struct {
    const char* text;
    const char* encoded;
  } known_encodings[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xfb\xff\xbf", "+/+/"},
  };
  for (const auto& vector : known_encodings) {
    INFO(vector.encoded);
    CHECK(encoding::base64(bytes(vector.text)) == vector.encoded);
    CHECK(encoding::from_base64(vector.encoded) == bytes(vector.text));
  }
}

TEST_CASE("from_base64 reads back every byte value at every length") {
  const Bytes all = all_bytes();
  for (std::size_t length = 0; length <= all.size(); length++) {
    const Bytes some(all.end() - static_cast<std::ptrdiff_t>(length), all.end());
    CHECK(encoding::from_base64(encoding::base64(some)) == some);
  }
}

TEST_CASE("from_base64 accepts one spelling only") {
  const struct {
    const char* fault;
    std::string_view text;
  } cases[] = {
      {"no padding", "Zg"},
      {"half the padding", "Zg="},
      {"too much padding", "Zm9v===="},
      {"padding alone", "===="},
      {"three padding characters", "Z==="},
      {"padding in the middle", "Zg==Zm9v"},
      {"bits behind the last byte of one", "Zh=="},
      {"bits behind the last byte of two", "Zm9="},
      {"newline at the end", "Zm9v\n"},
      {"newline inside", "Zm9v\nYmFy"},
      {"space", "Zm9 "},
      {"URL alphabet", "-_-_"},
      {"NUL", std::string_view("Zm9\0", 4)},
      {"byte beyond ASCII", "Zm9\xff"},
  };
  for (const auto& c : cases) {
    INFO(c.fault);
    CHECK(encoding::from_base64(c.text) == std::nullopt);
  }
}

// `nix-hash --flat --base32 --type T` of a file that holds the text.
TEST_CASE("nix32 writes what nix-hash prints") {
  CHECK(encoding::nix32({}) == "");
  CHECK(encoding::nix32(goset::sha256("")) ==
        "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73");
  CHECK(encoding::nix32(goset::sha256("abc")) ==
        "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s");
}

TEST_CASE("nix32 writes digests of other sizes") {
  const Bytes md5_of_abc = {0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2, 0x4f, 0xb0,
                            0xd6, 0x96, 0x3f, 0x7d, 0x28, 0xe1, 0x7f, 0x72};
  CHECK(encoding::nix32(md5_of_abc) == "3jgzhjhz9zjvbb0kyj7jc500ch");
  const Bytes sha1_of_abc = {0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e,
                             0x25, 0x71, 0x78, 0x50, 0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d};
  CHECK(encoding::nix32(sha1_of_abc) == "kpcd173cq987hw957sx6m0868wv3x6d9");
}

TEST_CASE("sri writes a digest as browsers do, and from_sri reads it back") {
  const std::string of_nothing = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  CHECK(encoding::sri(goset::sha256("")) == of_nothing);
  CHECK(encoding::from_sri(of_nothing) == goset::sha256(""));
}

TEST_CASE("from_sri accepts nothing but a whole sha256 hash") {
  const struct {
    const char* fault;
    const char* text;
  } cases[] = {
      {"empty", ""},
      {"no hash", "sha256-"},
      {"no algorithm", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
      {"another algorithm", "sha512-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
      {"upper case", "SHA256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
      {"Nix's colon", "sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
      {"cut short", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS"},
      {"too long", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVVVQ=="},
      {"33 bytes", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV"},
      {"hexadecimal", "sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"option", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=?x"},
      {"two hashes", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= sha256-"},
  };
  for (const auto& c : cases) {
    INFO(c.fault);
    CHECK(encoding::from_sri(c.text) == std::nullopt);
  }
}
