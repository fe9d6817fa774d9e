#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/imports.hpp"
#include "goset/go/module.hpp"
#include "goset/hash/sha256.hpp"
#include "goset/model/license.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

// ModuleZip is a module's zip file, checked when it is opened: every name begins with
// "PATH@VERSION/", and the limits and rules of golang.org/x/mod/zip hold (500 MiB of zip and of
// contents, 16 MiB of go.mod and LICENSE, no bad or colliding names, no nested go.mod, no
// irregular files). Entries of directories make no files, as with Go. The bytes are not copied:
// they must outlive the object.
class ModuleZip {
 public:
  // Throws Error (`PATH@VERSION: zip: ...`) for a zip that Go would refuse or that is cut short.
  ModuleZip(std::string_view bytes, ModuleVersion mod);

  struct Entry {
    std::string name;          // inside the module: without the "PATH@VERSION/"
    std::uint64_t offset = 0;  // of the compressed bytes
    std::uint64_t compressed_size = 0;
    std::uint64_t size = 0;
    std::optional<std::uint32_t> crc32;  // nullopt where the zip states none
    std::uint16_t method = 0;
  };
  const ModuleVersion& module() const { return mod_; }
  const std::vector<Entry>& entries() const { return entries_; }  // in nar::path_less order

  // directories lists the zip's own entries of directories, by their names in the zip: nothing is
  // unpacked for them, but `h1:` covers them.
  const std::vector<std::string>& directories() const { return directories_; }

  // compressed returns the bytes of one of this zip's entries as they are stored.
  std::string_view compressed(const Entry& entry) const {
    return bytes_.substr(entry.offset, entry.compressed_size);
  }

  // read inflates one file whole and checks its size and CRC-32; nullopt if there is none.
  std::optional<std::string> read(std::string_view name) const;

  // unpack writes the tree below `directory`, which must not exist or be empty; files 0444,
  // directories 0755, both less the umask. Names were checked, so nothing is written outside.
  // What was written before an Error stays.
  void unpack(const std::filesystem::path& directory) const;

 private:
  std::string_view bytes_;
  ModuleVersion mod_;
  std::vector<Entry> entries_;
  std::vector<std::string> directories_;
};

// ZipFacts is all that one pass over a module zip tells; every file is inflated once.
struct ZipFacts {
  Sha256Digest nar;    // SHA-256 of the NAR of the unpacked tree
  std::string sum;     // `h1:` of the zip
  std::string go_mod;  // contents of go.mod; empty if there is none
  std::string go_sum;  // likewise
  std::string go_work;
  std::string go_work_sum;
  // Every directory with Go files, by its path inside the module ("." is the root); files sorted
  // by name. Test files are there, marked.
  std::map<std::string, std::vector<GoFile>> packages;
  // The constraints of files of other languages, where they have any, by directory.
  std::map<std::string, std::vector<BuildConstraint>> constraints;
  License license;
  std::uint64_t unpacked_size = 0;
};

namespace module_zip {

// most_bytes is the limit that Go has for a module's zip, and for its contents together
// (golang.org/x/mod/zip).
inline constexpr std::uint64_t most_bytes = 500 << 20;

// read_file reads a module's zip, for a ModuleZip. Throws Error if it can't be read or is above the
// limit: then it is not looked at.
FileBytes read_file(const std::filesystem::path& file, const ModuleVersion& mod);

// read_facts throws Error (`PATH@VERSION: zip: NAME: ...`) for a file that does not inflate to its
// stated size and CRC-32. Of a file above 16 MiB only a small piece is in memory at a time.
ZipFacts read_facts(const ModuleZip& zip);

// read_tree gives `packages`, go.mod and go.sum of a main module's source tree on disk, as the go
// command sees it there, its licence, and leaves the other fields empty. Left out are names Go ignores,
// directories that hold a go.mod of their own or whose names begin with ".", all below the
// root's vendor directory, and links to directories (a link to a file counts as the file, as with
// Go). Which directories "./..." means is decided elsewhere: an import may also name testdata or
// "_x". Throws Error where the tree cannot be read.
ZipFacts read_tree(const std::filesystem::path& root);

}  // namespace module_zip
}  // namespace goset
