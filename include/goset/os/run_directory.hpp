#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <system_error>

#include "goset/os/descriptor.hpp"

namespace goset {

// RunDirectory is the scratch directory of one run, open to nobody else and removed with all that is
// in it when its scope ends. It is made when it is first asked for.
//
//     CACHE/tmp/run-XXXXXX        the directory
//     CACHE/tmp/run-XXXXXX.lock   locked (flock) while the run lives
//
// The random names say nothing of the process: runs in several containers may have the same number.
// What a killed run left behind is recognised by its lock, which nobody holds any more: the next run
// that makes a directory at the same place removes it. Files in it are on the file system of the
// cache, so that they can be renamed into it. Several threads may use one.
class RunDirectory {
 public:
  static constexpr const char* parent_name = "tmp";

  // Below $TMPDIR (/tmp), as goset-run-XXXXXX.
  RunDirectory() = default;
  // Below a cache; below $TMPDIR if that can't be written.
  explicit RunDirectory(std::filesystem::path cache) : cache_(std::move(cache)) {}
  ~RunDirectory() { remove(); }
  RunDirectory(const RunDirectory&) = delete;
  RunDirectory& operator=(const RunDirectory&) = delete;

  // path returns the directory, which is there then. Throws Error if it can't be made.
  std::filesystem::path path();
  // fresh_name returns a name in it that was not given before. Throws Error likewise.
  std::filesystem::path fresh_name();

  // place renames a file made under a fresh name to `target`; replace writes such a file first. So
  // `target` is seen whole or not at all. On a fault neither leaves anything.
  static std::error_code place(const std::filesystem::path& fresh,
                               const std::filesystem::path& target);
  std::error_code replace(const std::filesystem::path& target, std::string_view bytes);

  // clear removes what killed runs have left below a cache, without making anything.
  static void clear(const std::filesystem::path& cache);

  // remove removes it now; what can't be removed is left to the next run.
  void remove();

 private:
  std::error_code make();
  std::error_code make_below(const std::filesystem::path& parent, std::string_view prefix);

  const std::filesystem::path cache_;
  std::mutex mutex_;
  std::filesystem::path path_;  // empty until it is made
  Descriptor lock_;
  std::uint64_t names_ = 0;  // that were given
};

}  // namespace goset
