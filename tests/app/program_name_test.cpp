#include "goset/app/program_name.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

std::string parsed(std::string_view text) {
  const ProgramName name = ProgramName::parse(text);
  return name.path + " " + name.query;
}

}  // namespace

TEST_CASE("ProgramNamesAreWhatPeopleCopy") {
  CHECK(parsed("example.com/m") == "example.com/m ");
  CHECK(parsed("example.com/m/@v1") == "example.com/m v1");
  CHECK(parsed("example.com/m@feature/x") == "example.com/m feature/x");
  CHECK(parsed("https://example.com/o/n.git/") == "example.com/o/n ");
  CHECK(parsed("https://user:word@example.com:8443/o/n@v1?tab=x#readme") == "example.com/o/n v1");
  CHECK(parsed("https://example.com/o/n/releases/tag/v1.2.3") == "example.com/o/n v1.2.3");
  CHECK(parsed("https://example.com/o/n/tree/main/cmd/tool") == "example.com/o/n/cmd/tool main");
  CHECK(parsed("https://example.com/o/n/-/tree/v1/cmd") == "example.com/o/n/cmd v1");
  CHECK(parsed("https://example.com/o/n/commit/0123456") == "example.com/o/n 0123456");
  CHECK(parsed("https://pkg.go.dev/example.com/m/cmd/x@v1") == "example.com/m/cmd/x v1");
  CHECK(parsed("ssh://git@example.com:22/o/n.git") == "example.com/o/n ");
  CHECK(parsed("git@example.com:o/n.git") == "example.com/o/n ");
  CHECK(parsed("github:o/n@v1") == "github.com/o/n v1");
  CHECK(parsed("gitlab:o/n") == "gitlab.com/o/n ");
}

TEST_CASE("ProgramNamesMayBeAnything") {
  CHECK(parsed("") == " ");
  CHECK(parsed("@") == " ");
  CHECK(parsed("https://") == " ");
  CHECK(parsed("git@") == " ");
  CHECK(parsed("https://@:/tree/") == "/tree ");
}
