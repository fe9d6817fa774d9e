#include "cacheprog/sha256.hpp"

#include <string>

#include "support/catch.hpp"

using goset::build::Sha256;
using goset::build::to_hex;

namespace {

struct Case {
  std::string text;
  const char* digest;
};

// FIPS 180-4's examples, and lengths around the padding's borders (digests by sha256sum).
const Case cases[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {std::string(55, 'a'), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {std::string(56, 'a'), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {std::string(64, 'a'), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

}  // namespace

TEST_CASE("SHA-256 of known texts, by both codes") {
  for (const Case& c : cases) {
    for (const Sha256::Code code : {Sha256::Code::fastest, Sha256::Code::portable}) {
      Sha256 hash(code);
      hash.update(c.text);
      INFO(c.text.size() << " bytes");
      CHECK(to_hex(hash.finish()) == c.digest);
    }
  }
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>(i * 7);
  for (const std::size_t piece : {1, 3, 63, 64, 65, 200, 999}) {
    Sha256 cut;
    for (std::size_t i = 0; i < text.size(); i += piece) cut.update(text.substr(i, piece));
    CHECK(cut.finish() == goset::build::sha256(text));
  }
}
