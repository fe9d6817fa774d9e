#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace goset {

// archive_version returns the release that a URL or file name of an archive speaks of: "1.2.3" of
// "https://example.com/tool/archive/v1.2.3.tar.gz", with "-rc1" and the like behind it. Nothing if
// it names none, or several.
std::optional<std::string> archive_version(std::string_view archive);

// with_archive_version returns the archive of another release, each place of the old one changed. A
// "v" before `version` is left out: the archive keeps its own. Throws Error where archive_version
// finds none.
std::string with_archive_version(const std::string& archive, std::string_view version);

}  // namespace goset
