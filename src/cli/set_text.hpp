#pragma once

#include <string>

#include "folder.hpp"
#include "goset/manifest/manifest.hpp"

namespace goset::cli {

// SetText is the text of goset.toml. In a folder that has a go.mod and no goset.toml it is that of
// a set of this one program, with the defaults of `goset init`, and is never written.
struct SetText {
  std::string text;
  std::string implied;  // the name of that program; empty where there is a goset.toml
};

// set_text throws Error, with the command that makes one, where there is neither.
SetText set_text(const Folder& folder);

// read_manifest parses that text.
Manifest read_manifest(const Folder& folder);

// need_leaf throws Error for a name that is no leaf's, with the nearest that is.
void need_leaf(const Folder& folder, const Manifest& manifest, const std::string& name);

// default_leaf_name is the last element of a module path before its major version.
std::string default_leaf_name(const std::string& module_path);

}  // namespace goset::cli
