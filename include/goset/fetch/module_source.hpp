#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/module_cache.hpp"
#include "goset/fetch/module_zip.hpp"

namespace goset {

class ZipPieces;

// ModuleSource gets go.mod files and module zips, from the cache or the proxies, many at a time.
// Each zip is hashed and scanned in one pass by a few threads while others are under way, and
// everything is compared with the checksums that are known before it is handed out or kept.
class ModuleSource {
 public:
  // Claim is what one witness says of a checksum: `origin` ("go.sum of fzf") accepts these `h1:`
  // hashes and no other.
  struct Claim {
    std::string origin;
    std::vector<std::string> hashes;
  };
  // Claims gives what is known of a module's zip, or of its go.mod; empty if nobody vouches for it.
  using Claims = std::function<std::vector<Claim>(const ModuleVersion&, bool go_mod)>;

  // ModFiles are the go.mod and go.sum in a module's zip, empty where there is none. As digests
  // they are the `h1:` of the first and the SRI of the second.
  struct ModFiles {
    std::string go_mod;
    std::string go_sum;
    friend bool operator==(const ModFiles&, const ModFiles&) = default;
  };

  struct Arrival {
    ModuleVersion module;
    bool is_zip = false;
    std::string go_mod;                      // text of the go.mod, for a go.mod
    std::string sum;                         // its `h1:`
    std::shared_ptr<ZipFacts> facts;         // for a zip
    std::optional<ModFiles> mod_files = {};  // instead of all that, if they were asked for
    std::exception_ptr fault;                // Error or SecurityError: then nothing else is set
  };
  struct Statistics {
    std::uint64_t bytes = 0;      // over the wire
    std::uint64_t downloads = 0;  // files, or pieces of them
    Statistics& operator+=(const Statistics& other) {
      bytes += other.bytes;
      downloads += other.downloads;
      return *this;
    }
  };

  // FileId is a module's go.mod, or its zip.
  struct FileId {
    ModuleVersion module;
    bool go_mod = false;
    friend auto operator<=>(const FileId&, const FileId&) = default;
  };

  // What `distrusted` names is not taken from a cache.
  ModuleSource(Goproxy& proxy, ModuleCache& cache, Claims claims, unsigned threads,
               std::set<FileId> distrusted = {});
  ~ModuleSource();

  // want_* ask for a file; asking twice for the same is one request.
  void want_mod(const ModuleVersion& m);
  void want_zip(const ModuleVersion& m);

  // want_mod_files asks for two files of a zip with these digests, without the rest of it. It falls
  // back to want_zip if the proxy does not send pieces of files, or if a digest differs.
  void want_mod_files(const ModuleVersion& m, const ModFiles& digests);

  // next waits for the next arrival, in any order; nullopt when nothing is under way.
  std::optional<Arrival> next();

  // verify throws SecurityError if some claim does not accept `sum`.
  static void verify(const ModuleVersion& m, bool go_mod, const std::string& sum,
                     const std::vector<Claim>& claims);

  // was_downloaded reports whether a file came from a proxy in this run.
  bool was_downloaded(const FileId& file) const { return downloaded_.contains(file); }

  const Statistics& statistics() const { return statistics_; }

 private:
  struct Workers;
  struct Job {
    ModuleVersion module;
    bool is_zip = false;
    std::filesystem::path file;  // of a zip
    bool downloaded = false;     // just now: else it came from a cache
  };
  bool take(const ModuleVersion& m, bool is_zip);
  std::optional<std::filesystem::path> find_cached(const FileId& file) const;
  void download(const ModuleVersion& m, bool is_zip);
  void arrive(Arrival arrival);
  void arrive_with(const ModuleVersion& m, bool is_zip, std::exception_ptr fault);
  void finish_mod(const ModuleVersion& m, std::string text, bool downloaded);
  void finish_zip(const Job& job, Arrival arrival);
  void answer(const ModuleVersion& m, bool is_zip, Answer answer);
  std::optional<ModFiles> cached_mod_files(const ModuleVersion& m, const ModFiles& digests) const;
  void finish_mod_files(const ModuleVersion& m, ModFiles files);
  void want_zip_at(const ModuleVersion& m, const std::filesystem::path& file);

  Goproxy& proxy_;
  ModuleCache& cache_;
  Claims claims_;
  const std::set<FileId> distrusted_;
  std::set<FileId> downloaded_;
  std::set<std::pair<ModuleVersion, bool>> asked_;
  std::vector<Arrival> ready_;
  std::size_t open_ = 0;  // asked for, and not ready yet
  Statistics statistics_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<ZipPieces> pieces_;
};

}  // namespace goset
