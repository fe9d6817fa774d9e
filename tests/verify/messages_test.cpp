#include <string>

#include "goset/verify/note.hpp"
#include "goset/verify/sumdb_settings.hpp"
#include "goset/verify/tlog.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/sumdb_log.hpp"

using namespace goset;

TEST_CASE("messages of notes and keys") {
  const SumdbLog log("log.test");
  const note::Verifier verifier = note::Verifier::parse(log.key());
  const auto opened = [&](const std::string& text) {
    return message_of([&] { note::open(text, verifier); });
  };
  CHECK(opened("text\n") == "malformed note");
  CHECK(opened("text\n\n") == "malformed note: it has no signature");
  CHECK(opened("text\n\nby log.test\n") == "malformed note: no signature line");
  CHECK(opened("text\n\n\u2014 log.test\n") == "malformed note: bad signature line");
  CHECK(opened(SumdbLog("other.test", 7).sign("text\n")) == "log.test has not signed this");
  CHECK(message_of([] { note::Verifier::parse("log.test"); }) ==
        "malformed verifier key: log.test");
}

TEST_CASE("messages of logs") {
  CHECK(message_of([] { tlog::parse_tree("go.sum database tree\n-3\n"); }) ==
        "malformed tree note");
  CHECK(message_of([] { tlog::parse_record("x\n"); }) == "malformed record of a checksum database");
  CHECK(message_of([] {
          tlog::Reading({5, tlog::Hash{}}, {-1});
        }) == "hash -1 is not in a tree of 5 records");
}

TEST_CASE("messages of GOSUMDB") {
  const auto parsed = [](const std::string& text) {
    return message_of([&] { SumdbSettings::parse(text, ""); });
  };
  CHECK(parsed("a+b+c d e") == "GOSUMDB: too many words\n  it is KEY, or KEY and URL");
  CHECK(parsed("elsewhere.test") == "GOSUMDB: malformed verifier key: elsewhere.test");
  CHECK(parsed(SumdbLog("../up").key()) == "GOSUMDB: \"../up\" is not HOST or HOST/PATH");
}
