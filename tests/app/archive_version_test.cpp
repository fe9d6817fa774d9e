#include "goset/app/archive_version.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

TEST_CASE("the version of an archive is the one release that its name speaks of") {
  const struct {
    const char* archive;
    std::optional<std::string> version;
  } cases[] = {
      {"https://example.com/tool/archive/v1.2.3.tar.gz", "1.2.3"},
      {"https://example.com/1.2.3/tool-1.2.3.tar.gz", "1.2.3"},
      {"https://example.com/tool-1.2-rc1.tar.gz", "1.2-rc1"},
      {"https://10.0.0.1:8080/tool-1.2.tar.gz", "1.2"},
      {"tool-2.0.1.zip", "2.0.1"},
      {"https://example.com/1.2/tool-1.3.tar.gz", std::nullopt},
      {"https://10.0.0.1/tool.tar.gz", std::nullopt},
      {"tool-7.zip", std::nullopt},
      {"https://example.com", std::nullopt},
  };
  for (const auto& one : cases) {
    INFO(one.archive);
    CHECK(archive_version(one.archive) == one.version);
  }
}

TEST_CASE("another release is put into each place of the one before") {
  CHECK(with_archive_version("https://1.2.0.1/v1.2.3/tool-1.2.3.tar.gz", "v1.3.0") ==
        "https://1.2.0.1/v1.3.0/tool-1.3.0.tar.gz");
  CHECK(with_archive_version("tool-1.2.3.zip", "1.2.4-rc1") == "tool-1.2.4-rc1.zip");
  CHECK(message_of([] { with_archive_version("tool.zip", "1.0.0"); }) ==
        "tool.zip: no single version is in this name\n"
        "  name the other archive: --leaf NAME@https://...");
  CHECK(message_of([] { with_archive_version("tool-1.2.3.zip", "latest"); }) ==
        "\"latest\" is not the version of an archive\n"
        "  archives have no list of versions: give one such as 1.2.3, or another archive");
  CHECK_THROWS_AS(with_archive_version("tool-1.2.3.zip", "v"), Error);
}
