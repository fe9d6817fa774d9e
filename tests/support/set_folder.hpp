#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "goset/app/refresh.hpp"
#include "goset/app/session.hpp"
#include "goset/store/folder.hpp"
#include "support/temp_dir.hpp"

// SetFolder is a set in a temporary folder, with a module proxy of files for it: nothing else is
// asked, and nothing outside is read. It is made from a text archive; of its files those named
// `mod/PATH@VERSION/FILE` are modules of the proxy (tests/support/module_tree.hpp), the others are
// in the folder.
class SetFolder {
 public:
  explicit SetFolder(std::string_view archive);

  const goset::Folder& folder() const { return folder_; }
  const std::filesystem::path& path() const { return folder_.directory(); }
  goset::Session& session() { return *session_; }
  // forget_downloads empties all caches, as on another machine.
  void forget_downloads();

  // write makes or replaces a file of the folder; read returns it, "" if it is not there.
  void write(std::string_view name, std::string_view text) const;
  std::string read(const std::string& name) const;
  // proxy_file returns the place of a file of the proxy: "example.com/a/@v/v1.0.0.zip".
  std::filesystem::path proxy_file(std::string_view name) const;

  // lock makes the lock follow from goset.toml and returns it.
  goset::Lock lock();
  // refresh begins with that, and nothing is written; relocked has the new lock as well.
  std::unique_ptr<goset::Refresh> refresh(goset::Refresh::Request request = {}) const;
  std::unique_ptr<goset::Refresh> relocked(goset::Refresh::Request request = {});

 private:
  const TempDir dir_;
  const goset::Folder folder_;
  std::unique_ptr<goset::Session> session_;
};

// ignore takes what a use case says of its progress.
inline void ignore(const std::string&) {}
inline void ignore_lookups(std::size_t, std::size_t) {}

// error_of returns the message of the error that is thrown, and its notes, a line each; "" for
// none.
template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
    return "";
  } catch (const goset::Error& error) {
    std::string text = error.message();
    for (const std::string& note : error.notes()) text += "\n" + note;
    return text;
  }
}
