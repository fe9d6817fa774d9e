#include "goset/audit/std_imports.hpp"

#include "support/catch.hpp"

using goset::audit::StdPackages;
using goset::audit::with_std_imports;

TEST_CASE("packages of the standard library bring what they import, where they are imported") {
  const StdPackages all = with_std_imports({{"net/http", 1}, {"encoding/xml", 2}});
  CHECK(all.at("net/http") == 1);
  CHECK(all.at("crypto/x509") == 1);
  CHECK(all.at("net/http/internal") == 1);
  CHECK(all.at("encoding/xml") == 2);
  CHECK(all.at("fmt") == 3);
  CHECK_FALSE(all.contains("html/template"));
}

TEST_CASE("a package that the table does not have imports nothing") {
  CHECK(with_std_imports({{"crypto/tomorrow", 1}}) == StdPackages{{"crypto/tomorrow", 1}});
  CHECK(with_std_imports({}).empty());
}
