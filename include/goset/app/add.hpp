#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

// AddRequest names programs, and says how their leaves are.
struct AddRequest {
  std::vector<std::string> what;  // directories, archives, MODULE[@QUERY]
  std::string name = {};          // of the one leaf; empty: from its module path
  std::string dir = {};           // of the program in its archive
  std::vector<std::string> packages = {};
  std::vector<std::string> tags = {};
  std::vector<std::string> optional_tags = {};
  bool tests = false;
};

// Notice is what the author of a program says of it.
struct Notice {
  std::string what;  // "PATH is deprecated"
  std::string why;   // in the author's words; may be empty
  bool operator==(const Notice&) const = default;
};

// Added is a leaf that was put into goset.toml.
struct Added {
  std::string name;
  std::vector<Notice> notices;  // that its author took it back, or deprecates it
};

// add puts programs into the files of a set, all or none; nothing is written. Versions are looked
// up at once: `proxy` is asked for only if there are any, and `progress` hears how many of how many
// are known. Throws Error for what can't be added.
std::vector<Added> add(const AddRequest& request, const Folder& folder, SetFiles& files,
                       const std::function<Goproxy&()>& proxy,
                       const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
