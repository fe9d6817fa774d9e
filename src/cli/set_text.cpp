#include "set_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/module.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/manifest/edit.hpp"
#include "goset/manifest/suggestion.hpp"

namespace goset::cli {

SetText set_text(const Folder& folder) {
  if (std::optional<std::string> text = folder.read(Folder::manifest_name)) return {*text, ""};
  const std::optional<std::string> go_mod = folder.read("go.mod");
  if (!go_mod) return {folder.need_manifest(), ""};
  const ModFile mod = mod_file::parse(folder.shown("go.mod"), *go_mod);
  const std::string name = default_leaf_name(mod.module_path);
  if (name.empty()) throw Error(fmt::format("{}: no module line", folder.shown("go.mod")));
  // The program's own go line is no reason to refuse it.
  std::string go = manifest::default_go;
  const std::string own = toolchain_version::language(mod.go.value_or(""));
  if (toolchain_version::compare(own, go) > 0) go = own;
  Manifest::Leaf leaf;
  leaf.path = ".";
  return {manifest::with_leaf(manifest::initial(go), name, leaf), name};
}

Manifest read_manifest(const Folder& folder) {
  return manifest::parse(folder.shown(Folder::manifest_name), set_text(folder).text);
}

void need_leaf(const Folder& folder, const Manifest& manifest, const std::string& name) {
  if (manifest.leaves.contains(name)) return;
  Error error(fmt::format("{} has no leaf {}", folder.shown(Folder::manifest_name), name));
  std::vector<std::string_view> words;
  for (const auto& [leaf, unused] : manifest.leaves) words.push_back(leaf);
  if (const std::optional<std::string_view> near = suggestion(name, words)) {
    error.add_note(fmt::format("did you mean \"{}\"?", *near));
  }
  throw error;
}

std::string default_leaf_name(const std::string& module_path) {
  const std::optional<module::PathMajor> split = module::split_path_version(module_path);
  const std::string prefix = split ? split->prefix : module_path;
  std::string name = prefix.substr(prefix.rfind('/') + 1);
  std::replace(name.begin(), name.end(), '~', '-');  // which no leaf's name has
  return name;
}

}  // namespace goset::cli
