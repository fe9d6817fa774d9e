#include "goset/verify/note.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/sumdb_log.hpp"

using namespace goset;

namespace {

// The example of golang.org/x/mod/sumdb/note: key, text, signature.
constexpr const char* peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peters_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string peters_signature =
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n";

constexpr const char* go_key =
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

enum class Verdict { good, malformed, lie };

Verdict verdict(const std::string& note, const std::string& key = peter) {
  try {
    note::open(note, note::Verifier::parse(key));
  } catch (const SecurityError&) {
    return Verdict::lie;
  } catch (const Error&) {
    return Verdict::malformed;
  }
  return Verdict::good;
}

}  // namespace

TEST_CASE("NoteOpensWhatItsKeySigned") {
  const note::Verifier verifier = note::Verifier::parse(peter);
  CHECK(verifier.name() == "PeterNeumann");
  CHECK(verifier.hash() == 0xc74f20a3);
  CHECK(note::open(peters_text + "\n" + peters_signature, verifier) == peters_text);
}

TEST_CASE("NoteWithOtherTextOrSignatureIsALie") {
  CHECK(verdict("Other text\n\n" + peters_signature) == Verdict::lie);
  std::string bent = peters_signature;
  bent[bent.find("ZJku")] = 'Y';
  CHECK(verdict(peters_text + "\n" + bent) == Verdict::lie);
  // A good signature does not heal a bad one of the same key before it.
  CHECK(verdict(peters_text + "\n" + bent + peters_signature) == Verdict::lie);
}

TEST_CASE("NoteNeedsTheSignatureOfItsKeyAmongOthers") {
  const SumdbLog other("other.test", 7);
  const SumdbLog namesake("PeterNeumann", 7);
  const std::string by_other = other.sign(peters_text).substr(peters_text.size() + 1);
  const std::string by_namesake = namesake.sign(peters_text).substr(peters_text.size() + 1);
  CHECK(verdict(peters_text + "\n" + by_other + peters_signature) == Verdict::good);
  CHECK(verdict(peters_text + "\n" + peters_signature + by_namesake) == Verdict::good);
  CHECK(verdict(peters_text + "\n" + by_other) == Verdict::lie);
  CHECK(verdict(peters_text + "\n" + by_namesake) == Verdict::lie);
  CHECK(verdict(other.sign(peters_text), other.key()) == Verdict::good);
}

TEST_CASE("NoteTextMayHoldBlankLines") {
  const SumdbLog log("log.test");
  const std::string text = "one\n\ntwo\n";
  CHECK(note::open(log.sign(text), note::Verifier::parse(log.key())) == text);
}

TEST_CASE("NoteThatIsNoneIsMalformed") {
  const std::string good = peters_text + "\n" + peters_signature;
  for (const std::string& bad :
       {std::string(), std::string("\n"), peters_text, peters_text + "\n",
        peters_text + peters_signature,           // no blank line
        good.substr(0, good.size() - 1),          // no end of line
        good + "trailing\n",                      // no signature line
        peters_text + "\n\u2014 PeterNeumann\n",  // no signature
        peters_text + "\n\u2014 PeterNeumann AAAA\n", peters_text + "\n\u2014 PeterNeumann x%%%\n",
        peters_text + "\n\u2014 Peter+Neumann AAAAAAAA\n",
        peters_text + "\n- PeterNeumann AAAAAAAA\n", "a tab\t\n\n" + peters_signature,
        "no UTF-8 \xff\n\n" + peters_signature, std::string(1'000'001, 'x') + good}) {
    INFO(bad.substr(0, 200));
    CHECK(verdict(bad) == Verdict::malformed);
  }
}

TEST_CASE("VerifierKeyThatIsMalformedIsRefused") {
  CHECK_NOTHROW(note::Verifier::parse(go_key));
  for (const char* bad : {"", "sum.golang.org", "sum.golang.org+033de0ae", "+033de0ae+AQ==",
                          "sum.golang.org+033de0a+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                          "sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                          // not the hash of this key, or of this name
                          "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                          "sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                          "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn",
                          "sum.golang.org+033de0ae+Ac4z", "sum.golang.org+033de0ae+",
                          "two words+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"}) {
    INFO(bad);
    CHECK_THROWS_AS(note::Verifier::parse(bad), Error);
  }
}
