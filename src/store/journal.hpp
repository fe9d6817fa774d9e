#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

// The journal of one change of several files: all of it is made or nothing, whenever the program is
// killed or the machine stops. It is a directory beside the files.
//
//     .goset-draft     being written: nothing is changed yet, and it may be removed
//     .goset-commit    the draft, renamed: from now on the change is decided and will be finished
//     .goset-undo      the same, renamed once more: a file could not be replaced, and all goes back
//
//     plan             a line for each file, in the order in which they are changed:
//         goset changes 1
//         - NAME           line 1: a file that goes
//         = NAME           line 2: one that is replaced
//         + NAME           line 3: a new one
//     2, 3             the new contents, by the number of the line, until they are renamed
//     1.old, 2.old     the old files
//
// What is no longer in the directory was done before, so every step can be repeated. A directory of
// these names may also come with a hostile repository. So only files in the folder are changed, none
// whose name begins with a dot, and no link is followed out of the folder.
namespace goset::journal {

// Line is one file of a plan.
struct Line {
  enum class Kind : char { goes = '-', replaced = '=', fresh = '+' };
  Kind kind;
  std::string name;              // relative to the folder
  std::filesystem::path target;  // the file itself, behind a link
};

// target_of returns the file that a name means; nullopt for one that no journal of this folder can
// change: its name has a part that begins with a dot, or it is elsewhere or on another file system. If
// the file goes, it may be a link itself. Throws Error for a link to what is not there.
std::optional<std::filesystem::path> target_of(const std::filesystem::path& folder,
                                               const std::string& name, bool goes);

// is_there reports whether a folder has a change that was decided and not finished.
bool is_there(const std::filesystem::path& folder);

// Between is called between any two steps, so that tests can end the process there.
using Between = std::function<void()>;

// Journal is the journal of a folder, whose lock the caller holds. All throw Error.
class Journal {
 public:
  Journal(const std::filesystem::path& folder, Between between);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // A change is written by begin, which returns why it can't, then fresh contents and old files of each
  // line, counted from 1, and decided by decide. `is_many`: these are not on the disk yet.
  std::error_code begin();
  std::filesystem::path fresh(std::size_t line) const;
  std::filesystem::path old(std::size_t line) const;
  void decide(std::vector<Line> lines, bool is_many);

  // make makes the change; if it can't, it is undone. Then finish removes the journal, or undo takes
  // all back.
  void make();
  void finish();
  void undo();

  // resume makes or undoes what an earlier run has decided, and removes what it had not.
  void resume();

 private:
  bool read_plan();
  void make_lines();
  void make_line(std::size_t number);
  void undo_line(std::size_t number);
  void sync() const;
  void rename_to(const char* name);
  void remove_empty_parents(std::filesystem::path directory) const;

  const std::filesystem::path folder_;
  const Between between_;
  std::filesystem::path directory_;
  std::vector<Line> lines_;
};

}  // namespace goset::journal
