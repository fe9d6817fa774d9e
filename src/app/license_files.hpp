#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "goset/fetch/module_zip.hpp"
#include "goset/model/package.hpp"

namespace goset {

// LicenseFiles is what the files of a source that hold licences say. Of what nobody builds, as in
// testdata, none counts.
class LicenseFiles {
 public:
  static LicenseFiles of_zip(const ModuleZip& zip);
  // of_tree reads the root of a directory and the directories of `packages` and above.
  static LicenseFiles of_tree(const std::filesystem::path& root,
                              const std::map<std::string, PackageFacts>& packages);

  // expression is the SPDX expression where these packages are needed: of the files in the root, and of
  // those nearer to one of them. Empty if none is known.
  std::string expression(const std::map<std::string, PackageFacts>& packages) const;
  // unknown are files with a licence that is not recognised.
  const std::set<std::string>& unknown() const { return unknown_; }

 private:
  void add(std::string_view path, std::string_view text);

  std::map<std::string, std::set<std::string>> found_;  // by directory
  std::set<std::string> unknown_;
  std::uint64_t bytes_ = 0;  // that were read
};

}  // namespace goset
