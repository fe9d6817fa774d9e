#pragma once

#include <string_view>
#include <unordered_set>

#include "goset/fetch/module_zip.hpp"
#include "goset/go/std_packages.hpp"

namespace goset {

// ForeignImports tells imports of other modules' packages from those of the same module, which come
// with the importer and can't lack what it uses, and from the standard library's.
class ForeignImports {
 public:
  // The zip's entries must outlive this.
  explicit ForeignImports(const ModuleZip& zip);

  bool contains(std::string_view import_path) const {
    return could_be_foreign(import_path) && !is_own(import_path);
  }
  // could_be_foreign reports whether a path has a dot in its first element, as all but the standard
  // library's should.
  static bool could_be_foreign(std::string_view import_path) {
    return !std_packages::is_reserved(import_path);
  }

 private:
  bool is_own(std::string_view import_path) const;

  std::string_view path_;                             // of the module
  std::unordered_set<std::string_view> directories_;  // that hold Go files, inside the module
};

}  // namespace goset
