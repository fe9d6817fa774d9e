#include "goset/app/archive_version.hpp"

#include <fmt/format.h>

#include <regex>

#include "goset/error.hpp"

namespace goset {

std::optional<std::string> archive_version(std::string_view archive) {
  static const std::regex release(R"([0-9]+(\.[0-9]+)+(-(alpha|beta|pre|rc)(\.?[0-9]+)?)?)");
  // The host of a URL may be an address with a port.
  const std::size_t scheme = archive.find("://");
  const std::size_t begin = scheme == std::string_view::npos
                                ? 0
                                : std::min(archive.find('/', scheme + 3), archive.size());
  const std::string path(archive.substr(begin));
  std::optional<std::string> found;
  for (std::sregex_iterator at(path.begin(), path.end(), release), end; at != end; ++at) {
    if (found && *found != at->str()) return std::nullopt;
    found = at->str();
  }
  return found;
}

std::string with_archive_version(const std::string& archive, std::string_view version) {
  const std::optional<std::string> old = archive_version(archive);
  if (!old) {
    throw Error(fmt::format("{}: no single version is in this name", archive),
                {"name the other archive: --leaf NAME@https://..."});
  }
  if (version.starts_with('v')) version.remove_prefix(1);
  if (version.empty() || version.find_first_of("0123456789") != 0) {
    throw Error(fmt::format("\"{}\" is not the version of an archive", version),
                {"archives have no list of versions: give one such as 1.2.3, or another archive"});
  }
  std::string result = archive;
  const std::size_t scheme = archive.find("://");
  std::size_t at = scheme == std::string::npos ? 0 : archive.find('/', scheme + 3);
  while ((at = result.find(*old, at)) != std::string::npos) {
    result.replace(at, old->size(), version);
    at += version.size();
  }
  return result;
}

}  // namespace goset
