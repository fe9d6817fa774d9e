#include "goset/store/record_file.hpp"

#include "support/catch.hpp"

namespace record_file = goset::record_file;

TEST_CASE("a record's file is named after its key, in one case") {
  const struct {
    const char* key;
    const char* name;
  } cases[] = {
      {"golang.org/x/net", "golang.org/x/net.nix"},
      {"github.com/Azure/x", "github.com/!azure/x.nix"},
      {"github.com/azure/x", "github.com/azure/x.nix"},
      {"golang.org/x/net@v0.1.0:0123#2", "golang.org/x/net@v0.1.0,0123#2.nix"},
      {"a.io/b@v2.0.0-RC1+incompatible", "a.io/b@v2.0.0-!r!c1+incompatible.nix"},
      {"Fzf", "!fzf.nix"},
      // The file of a.io/b is no directory that a.io/b.nix/v2 is in.
      {"a.io/b", "a.io/b.nix"},
      {"a.io/b.nix", "a.io/b.nix.nix"},
      {"a.io/b.nix/v2", "a.io/b.nix!/v2.nix"},
      {"a.nix/b", "a.nix!/b.nix"},
  };
  for (const auto& c : cases) CHECK(record_file::name(c.key, ".nix") == c.name);
  CHECK(record_file::name("a.nix/b.json/c", ".json") == "a.nix/b.json!/c.json");
}
