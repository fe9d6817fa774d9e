#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

// ModuleCache keeps downloads in a directory laid out as a GOPROXY file tree
// (`PATH/@v/VERSION.mod`, `.zip`), so that Go can use it by GOPROXY=file://DIR. Further
// directories of that layout, such as GOMODCACHE/cache/download, are read only. Besides, there is
// `PATH/@v/VERSION.sum`: the go.sum in a zip that is not there. Files appear whole, by rename;
// parallel runs are safe.
class ModuleCache {
 public:
  ModuleCache(std::filesystem::path directory, std::vector<std::filesystem::path> read_only);

  // find returns an existing file with this ending ("mod", "zip"), our own first.
  std::optional<std::filesystem::path> find(const ModuleVersion& m, std::string_view ending) const;

  // place returns where such a file belongs in our own directory.
  std::filesystem::path place(const ModuleVersion& m, std::string_view ending) const;

  // temporary returns a new name in a directory of this run, to download to before keep(). Throws
  // Error if there can't be one.
  std::filesystem::path temporary() const;

  // keep moves a whole and verified file to its place; store writes text there. A cache that can't
  // be written is no error: the file is then only removed.
  void keep(const std::filesystem::path& temporary, const ModuleVersion& m,
            std::string_view ending) const;
  void store(std::string_view text, const ModuleVersion& m, std::string_view ending) const;

  // drop removes our own copy, if there is one: it was found to be damaged.
  void drop(const ModuleVersion& m, std::string_view ending) const;

 private:
  std::filesystem::path directory_;
  std::vector<std::filesystem::path> read_only_;
  std::unique_ptr<RunDirectory> scratch_;
};

}  // namespace goset
