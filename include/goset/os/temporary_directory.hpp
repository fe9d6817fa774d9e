#pragma once

#include <filesystem>
#include <string>

namespace goset {

// TemporaryDirectory is one of our own below $TMPDIR, open to nobody else, and gone with all that
// is in it when its scope ends. Throws Error if it can't be made.
class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(const std::string& name);
  ~TemporaryDirectory() { remove(); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // remove does it now; what can't be removed stays, silently.
  void remove() const;

 private:
  std::filesystem::path path_;
};

}  // namespace goset
