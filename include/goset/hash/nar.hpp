#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/hash/sha256.hpp"

// Nix archives. Grammar (Nix manual, "Nix Archive"; every string is a 64-bit little-endian length,
// the bytes, and zeros up to a multiple of 8):
//
//     archive   = "nix-archive-1" object
//     object    = "(" ( regular | directory | symlink ) ")"
//     regular   = "type" "regular" [ "executable" "" ] "contents" BYTES
//     directory = "type" "directory" { "entry" "(" "name" NAME "node" object ")" }
//     symlink   = "type" "symlink" "target" TEXT
//
// Entries are sorted by the bytes of their names. Module zips have neither links nor directories
// without files; source archives have both.
namespace goset::nar {

using Sink = std::function<void(std::string_view)>;

// path_less orders slash-separated paths as a NAR visits them: component by component.
bool path_less(std::string_view a, std::string_view b);

// Writer writes the archive of a directory tree to `sink`, file by file, without holding one.
class Writer {
 public:
  explicit Writer(Sink sink);

  // begin_file opens the file at slash-separated `path` and the directories on the way; its
  // `size` bytes follow by `contents`, in any number of pieces. Paths come in path_less order, each
  // once and none below a file or link; std::logic_error for what breaks this, or for wrong sizes.
  void begin_file(std::string_view path, std::uint64_t size, bool executable = false);
  void contents(std::string_view bytes);
  void link(std::string_view path, std::string_view target);
  // directory is needed for empty ones only, and allowed before what it holds.
  void directory(std::string_view path);

  // finish closes all that is open. An archive without files is that of an empty directory.
  void finish();

 private:
  void begin_node(std::string_view path);
  void check_order(std::string_view path) const;
  void enter(std::string_view directory);
  void leave_directories(std::size_t depth);
  void end_file();
  void begin_entry(std::string_view name);
  void string(std::string_view s);
  void number(std::uint64_t n);
  void pad(std::uint64_t size);
  void flush();

  Sink sink_;
  std::string pending_;            // framing that was not yet given to the sink
  std::vector<std::string> open_;  // directories entered, outermost first
  std::string last_path_;
  std::uint64_t left_ = 0;  // bytes of the open file still to come
  std::uint64_t size_ = 0;
  bool in_file_ = false;
  bool last_is_directory_ = false;
  bool finished_ = false;
};

}  // namespace goset::nar
