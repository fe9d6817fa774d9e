#include "goset/hash/sha256.hpp"

#include <string>
#include <utility>

#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"

using goset::Sha256;
using goset::sha256;
using goset::encoding::hex;

namespace {

struct Vector {
  std::string message;
  const char* digest;
};

// The examples of FIPS 180-4 and of NIST's validation suite.
const Vector known_digests[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnop"
     "qrs"
     "mnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    {std::string(1, '\xbd'), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"},
    {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

}  // namespace

TEST_CASE("Sha256 gives the digests of NIST's vectors") {
  for (const Vector& vector : known_digests) {
    INFO(vector.message.substr(0, 60));
    CHECK(hex(sha256(vector.message)) == vector.digest);
  }
}

TEST_CASE("Sha256 does not depend on how the message is cut") {
  const std::string& message = known_digests[3].message;
  for (std::size_t cut = 0; cut <= message.size(); cut++) {
    Sha256 hash;
    hash.update(message.substr(0, cut));
    hash.update(message.substr(cut));
    CHECK(hex(hash.finish()) == known_digests[3].digest);
  }
}

TEST_CASE("Sha256 starts anew after finish") {
  Sha256 hash;
  hash.update("something else");
  hash.finish();
  CHECK(hex(hash.finish()) == known_digests[0].digest);
  hash.update("abc");
  CHECK(hex(hash.finish()) == known_digests[1].digest);
}

TEST_CASE("Sha256 can be moved in the middle of a message") {
  Sha256 first;
  first.update("a");
  Sha256 second = std::move(first);
  second.update("bc");
  CHECK(hex(second.finish()) == known_digests[1].digest);
}
