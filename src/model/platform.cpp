#include "goset/model/platform.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/go/platform_tags.hpp"

namespace goset {

Platform Platform::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view os = text.substr(0, slash);
    const std::string_view arch = text.substr(slash + 1);
    if (platform_tags::known_os(os) && platform_tags::known_arch(arch)) {
      return {std::string(os), std::string(arch)};
    }
  }
  throw Error(fmt::format("unknown platform \"{}\"", text),
              {"a platform is GOOS/GOARCH, for example linux/amd64"});
}

}  // namespace goset
