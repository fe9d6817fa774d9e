#include "goset/store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"
#include "journal.hpp"

namespace goset {

namespace fs = std::filesystem;

Folder Folder::to_read(fs::path directory) {
  Folder folder(std::move(directory));
  if (!journal::is_there(folder.directory())) return folder;
  // A run that is changing the files at this moment needs no more than that.
  const Descriptor opened(folder.directory(), O_RDONLY | O_DIRECTORY);
  if (opened.is_open()) opened.lock();
  if (!journal::is_there(folder.directory())) return folder;
  throw Error(
      fmt::format("{}: a change of the set's files was interrupted", folder.directory().string()),
      {"`goset lock` finishes it, and so does every command that writes"});
}

std::string Folder::shown(const std::string& name) const {
  return directory_ == "." ? name : file(name).string();
}

Exclusive::Exclusive(const Folder& folder)
    : directory_(folder.directory(), O_RDONLY | O_DIRECTORY) {
  if (!directory_.is_open()) {
    throw Error(fmt::format("{}: {}", folder.directory().lexically_normal().string(),
                            std::strerror(errno)));
  }
  directory_.lock();
  journal::Journal(folder.directory(), {}).resume();
}

}  // namespace goset
