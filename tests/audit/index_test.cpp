#include "goset/audit/index.hpp"

#include "goset/audit/osv.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using goset::audit::Index;
using goset::audit::Vulnerability;
namespace osv = goset::audit::osv;

namespace {

std::vector<Vulnerability> entries() {
  return {osv::parse(R"({"id":"GO-2024-0002","aliases":["CVE-2024-2"],
                         "affected":[{"package":{"name":"b.io"}},{"package":{"name":"a.io/x"}}]})",
                     "e"),
          osv::parse(R"({"id":"GO-2024-0001","summary":"line\nbreak\ttab",
                         "affected":[{"package":{"name":"a.io"}}]})",
                     "e")};
}

const Index::Origin origin{"v0.0.0-1", "h1:abc=", "sum.golang.org", ""};

std::vector<std::string> ids(const std::vector<Vulnerability>& found) {
  std::vector<std::string> result;
  for (const Vulnerability& one : found) result.push_back(one.id);
  return result;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("an index finds entries by module, by id and by alias") {
  const Index index = Index::read(Index::make(origin, entries())).value();
  CHECK(index.origin() == origin);
  CHECK(index.size() == 2);
  CHECK(ids(index.of_modules({"a.io", "b.io"})) == Ids{"GO-2024-0001", "GO-2024-0002"});
  CHECK(ids(index.of_modules({"a.io/x"})) == Ids{"GO-2024-0002"});
  CHECK(ids(index.of_modules({"a", "o/x"})).empty());
  CHECK(index.of_modules({"a.io"}).front().summary == "line\nbreak\ttab");
  CHECK(ids(index.named("CVE-2024-2")) == Ids{"GO-2024-0002"});
  CHECK(ids(index.named("GO-2024-0001")) == Ids{"GO-2024-0001"});
  CHECK(ids(index.named("CVE-2024")).empty());
}

TEST_CASE("a damaged index is none") {
  const std::string whole = Index::make(origin, entries());
  CHECK(whole.starts_with("goset vulnerabilities 1\nsha256-"));
  CHECK(Index::read(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(Index::read(whole.substr(0, size)));
  }
  std::string other = whole;
  other[other.size() - 20] ^= 1;
  CHECK_FALSE(Index::read(other));
}

TEST_CASE("an index with an id twice is not made") {
  std::vector<Vulnerability> twice = entries();
  twice.push_back(twice.front());
  CHECK(message_of([&] { Index::make(origin, twice); }) ==
        "the vulnerability database has GO-2024-0002 twice");
}
