#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "downloads.hpp"
#include "goset/emit/lock.hpp"
#include "goset/manifest/manifest.hpp"
#include "leaf_source.hpp"
#include "temporary_directory.hpp"

namespace goset::cli {

// Archives gets the source archives of leaves, each once, and unpacks them below a temporary
// directory that goes when it goes.
class Archives {
 public:
  // What `old` says of an archive with the same URL must hold. `folder` is the directory of
  // goset.toml.
  Archives(Downloads& downloads, std::filesystem::path folder, const std::optional<Lock>& old);

  struct Archive {
    std::filesystem::path root;  // of its tree
    std::string hash;            // SRI of the NAR of that, as fetchzip wants it
    std::string archive_hash;    // SRI of the archive itself
    bool is_new = false;         // nothing was known that it could be compared with
  };
  // want starts to get an archive, by the URL or file that goset.toml states; finish waits for all
  // of them. Throws Error, and SecurityError for a URL that gives other bytes than those locked.
  void want(const std::string& archive);
  void finish();
  const Archive& at(const std::string& archive) const { return archives_.at(archive).archive; }

  // files reads a leaf in its archive; nothing outside of the tree.
  LeafFiles files(const Manifest::Leaf& leaf) const;

 private:
  struct Wanted {
    Archive archive;
    std::string locked;          // its archive_hash in the lock, or empty
    std::filesystem::path file;  // where it is
    bool downloaded = false;
    std::optional<Exchange::Reply> reply;  // of a download
  };
  std::filesystem::path kept(const std::string& archive_hash) const;
  void keep(const Wanted& wanted) const;
  void take(const std::string& name, Wanted& wanted);

  Downloads& downloads_;
  const std::filesystem::path folder_;
  const std::optional<Lock>& old_;
  std::optional<TemporaryDirectory> temporary_;  // from the first archive on
  int unpacked_ = 0;
  std::map<std::string, Wanted> archives_;
};

// is_remote reports whether an archive is named by a URL, and not by a file.
bool is_remote(const std::string& archive);

// archive_file_hash returns the SRI of a file's bytes; nullopt if there is no such file.
std::optional<std::string> archive_file_hash(const std::filesystem::path& file);

}  // namespace goset::cli
