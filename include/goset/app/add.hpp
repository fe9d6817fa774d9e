#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "goset/app/find_programs.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

// AddRequest names programs, and says how their leaves are.
struct AddRequest {
  std::vector<std::string> what;  // directories, archives, programs as of ProgramName
  std::string version = {};       // that of the one program is asked for here, if anywhere
  std::string name = {};          // of the one leaf; empty: from its module path
  std::string dir = {};           // of the program in its archive
  std::vector<std::string> packages = {};
  std::vector<std::string> tags = {};
  std::vector<std::string> optional_tags = {};
  bool tests = false;
};

// Added is a leaf that was put into goset.toml, or that got another version there.
struct Added {
  std::string name;
  bool is_new = true;
  bool is_program =
      true;  // it must have a main package; a directory or its tests are of use without
  std::vector<Notice> notices;  // that its author took it back, or deprecates it
};

// add puts programs into the files of a set, all or none; nothing is written. A program that is there
// already gets the version. Versions are looked up at once: `proxy` is asked for only if there are
// any, and `progress` hears how many of how many are known. Throws Error for what can't be added.
std::vector<Added> add(const AddRequest& request, const Folder& folder, SetFiles& files,
                       const std::function<Goproxy&()>& proxy,
                       const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
