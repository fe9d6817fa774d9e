#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "goset/store/folder.hpp"

namespace goset {

// Changes are new contents of files in a folder, and files that go. commit() makes all of them or none,
// also if the program is killed: by a journal in the folder, which the next Exclusive makes or undoes. A
// file may take the place of a directory whose files go, and the other way round. Files out of the folder,
// which a link or `include` may lead to, are each replaced whole, after all others.
class Changes {
 public:
  explicit Changes(const Folder& folder) : folder_(folder) {}
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  // set plans a file; text that the file has already changes nothing.
  void set(const std::string& name, std::string text);
  // remove plans that there be no such file.
  void remove(const std::string& name);
  const std::map<std::string, std::optional<std::string>>& planned() const { return planned_; }
  // commit throws Error if a file can't be changed; all are as they were then. `between` is called
  // between any two steps, so that tests can end the process there.
  void commit(std::function<void()> between = {});

 private:
  const Folder& folder_;
  std::map<std::string, std::optional<std::string>> planned_;
};

}  // namespace goset
