#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "closure.hpp"

// The module cache (GOMODCACHE) that a build sees. For each module it holds
//
//   PATH@VERSION                            symlink to the source; where its parts have it, a copy
//                                           of what they have
//   cache/download/PATH/@v/VERSION.mod      `module` and `go` lines only
//   cache/download/PATH/@v/VERSION.ziphash  the h1: of the zip
//                                           @v is a link to `download` of the module's output, as
//                                           it costs more to write files than to compile some
//                                           modules; the files are written where none has it
//
// with PATH and VERSION escaped. Written .mod files require nothing, so the go command loads no
// module graph and can select no other version than the one that is there.
namespace goset::build {

// escape spells a path or version as the module cache does: "!" and lower case for upper case.
std::string escape(std::string_view text);

// mod_hash is the `h1:` of a go.mod, as go.sum states it.
std::string mod_hash(std::string_view go_mod);

// sri_sha256 is the SRI hash (`sha256-...`) of a text.
std::string sri_sha256(std::string_view text);

// write_download makes `download` of a module's output. The module is called `name`, also where
// another one replaces it.
void write_download(const std::filesystem::path& directory, const std::string& name,
                    const Module& module);

class ModuleCache {
 public:
  // With `info` there is a VERSION.info as well, for `go list -m`: no build needs that.
  explicit ModuleCache(std::filesystem::path root, bool info = false)
      : root_(std::move(root)), info_(info) {}

  // add lays out a module: under the path and version of its replacement where it has one, since
  // there the go command looks for it.
  void add(const std::string& path, const Module& module);

  // go_sum is the text of a go.sum for all that was added.
  std::string go_sum() const;

 private:
  void add_download(const std::filesystem::path& place, const std::string& name,
                    const Module& module);

  std::filesystem::path root_;
  bool info_;
  std::set<std::string> sums_;
};

}  // namespace goset::build
