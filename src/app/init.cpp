#include "goset/app/init.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

namespace {

std::string with_generated_files(std::string text) {
  const std::string line = fmt::format("{} linguist-generated\n", Folder::lock_name);
  if (text.find(line) != std::string::npos) return text;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text + line;
}

}  // namespace

void plan_set(Changes& changes, const Folder& folder, const std::string& go) {
  if (!toolchain_version::is_valid(go)) {
    throw Error(fmt::format("--go: \"{}\" is not a Go version", go),
                {"a Go version looks like 1.26"});
  }
  if (folder.read(Folder::manifest_name)) {
    throw Error(fmt::format("{}: exists already", folder.shown(Folder::manifest_name)));
  }
  changes.set(Folder::manifest_name, manifest::initial(go));
  changes.set(attributes_name, with_generated_files(folder.read(attributes_name).value_or("")));
}

}  // namespace goset
