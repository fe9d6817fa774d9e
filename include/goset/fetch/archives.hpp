#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "goset/fetch/exchange.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

// Archives gets the source archives of leaves, each once, and unpacks them in a temporary directory
// that goes when it goes.
class Archives {
 public:
  struct Places {
    std::filesystem::path folder;  // of goset.toml, which names of files are relative to
    std::filesystem::path cache;   // where downloads are kept
    bool offline = false;          // only the cache and file:// are asked
    // How large an archive may be; its tree, four times that.
    std::uint64_t most_bytes = std::uint64_t{1} << 30;
  };
  using Hashes = std::map<std::string, std::string>;  // by URL
  // What `locked` says of an archive with the same URL must hold.
  Archives(Exchange& exchange, Places places, Hashes locked)
      : exchange_(exchange),
        places_(std::move(places)),
        locked_(std::move(locked)),
        downloads_(places_.cache) {}

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

  Exchange& exchange_;
  const Places places_;
  const Hashes locked_;
  RunDirectory downloads_;
  RunDirectory unpacked_;
  std::map<std::string, Wanted> archives_;
};

// is_remote reports whether an archive is named by a URL, and not by a file.
bool is_remote(const std::string& archive);

// archive_file_hash returns the SRI of a file's bytes; nullopt if there is no such file.
std::optional<std::string> archive_file_hash(const std::filesystem::path& file);

}  // namespace goset
