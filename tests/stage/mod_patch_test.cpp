#include "stage/mod_patch.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temp_dir.hpp"

using goset::build::Closure;
using goset::build::LeafLock;

namespace {

// failure_of_patch returns what is said of a leaf whose go.mod a patch made; empty if it may be.
std::string failure_of_patch(const std::string& go_mod) {
  const TempDir dir;
  dir.write("go.mod", go_mod);
  Closure closure;
  closure.add_line("example.com/text v0.42.0 - 1.20 - h1:a /store/a -", "test");
  closure.add_line("example.com/lib v1.0.0 example.com/fork@v1.5.0 - - h1:b /store/b -", "test");
  const LeafLock lock{
      "api",
      {{"example.com/api", "", ".", "", ""}, {"example.com/near", "v1.0.0", "near", "", ""}},
      "",
      ""};
  dir.write("near/go.mod", "module example.com/near\n");
  return failure_of([&] { goset::build::check_mod_patch(lock, closure, dir.path()); });
}

}  // namespace

TEST_CASE("a patch of go.mod may ask for what the set has, for less, and for what nobody imports") {
  CHECK(failure_of_patch("module example.com/api\n\ngo 1.21\n\nrequire (\n"
                         "\texample.com/text v0.41.0 // indirect\n"
                         "\texample.com/lib v1.0.0\n\texample.com/none v9.0.0\n)\n"
                         "replace example.com/lib => example.com/other v1.0.0\n"
                         "replace example.com/near => ./near\n"
                         "replace example.com/text v0.1.0 => ./old\n")
            .empty());
}

TEST_CASE("a requirement above the set's version is refused, and says where to ask for it") {
  CHECK(failure_of_patch("module example.com/api\nrequire example.com/text v0.99.0\n") ==
        "leaf api: a patch asks for what the set does not have\n"
        "  go.mod requires example.com/text v0.99.0, the set has v0.42.0\n"
        "  the build would go on with the set's version: say it in goset.toml,\n"
        "  under [pin] or [replace], and run: goset lock");
}

TEST_CASE("a replacement that the set does not have is refused") {
  CHECK(failure_of_patch("replace (\n\texample.com/text => example.com/fork v1.0.0\n"
                         "\texample.com/text v0.42.0 => ../text\n)\n") ==
        "leaf api: a patch asks for what the set does not have\n"
        "  go.mod replaces example.com/text by example.com/fork v1.0.0, the set does not\n"
        "  go.mod replaces example.com/text by ../text, the set does not\n"
        "  the build would go on with the set's version: say it in goset.toml,\n"
        "  under [pin] or [replace], and run: goset lock");
}
