#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "support/http_server.hpp"
#include "support/module_tree.hpp"
#include "support/script_process.hpp"
#include "support/temp_dir.hpp"
#include "support/txtar.hpp"

// Script runs one case of tests/script: a text archive whose comment is a list of commands, and
// whose files are laid out in the work directory, where the commands run. Nothing of the outside is
// used: the module proxy, the caches, HOME and all variables are the case's own.
//
// One command a line; words are split at spaces, 'quotes' hold a word together, # begins a comment.
// A ! in front means: must fail, must not match, must not exist.
//
//   goset ARGS             run goset; with & at the end: in the background, until `wait`
//   nobody goset ARGS      the same as user 65534, where the tests run as root
//   short N goset ARGS     the same, and no file can grow beyond N bytes, as on a full disk
//   killed PATH goset ARGS the same, killed as soon as the server is asked for something with PATH
//   wait                   for what runs in the background; all of it must succeed
//   exit N                 exit code of the last goset
//   stdout RE, stderr RE   something in the last output matches (ECMAScript)
//   holds FILE RE          something in the file matches
//   columns N              no line of the last output is longer
//   cmp FILE1 FILE2        same contents; a file `stdout` or `stderr` is the last output, and FILE2
//                          a golden that the update switch rewrites
//   exists FILE...         cp FROM TO    mv FROM TO    rm FILE...    mkdir DIR...    chmod MODE
//   FILE edit FILE OLD NEW      replaces every OLD, of which there must be one; \n is a newline
//   append FILE TEXT       adds a line
//   truncate FILE          cuts off its second half
//   env K=V                for the following commands; env K= makes it empty
//   sums DIR               writes DIR/go.sum: all that DIR/go.mod's requirements lead to
//   snapshot, unchanged    remembers every file with contents, mode and times, and compares
//   sumdb [WHICH]          sets up a checksum database of the test modules, $PROXY/sumdb/sum.test,
//                          and GOSUMDB to its key. WHICH is the log: `grown` has more records
//                          behind the same ones; `fork` is another history that the same key has
//                          signed; `other` has another sum of each zip
//   serve                  starts an HTTP server: $SERVER/NAME is the test proxy, for any NAME
//   fault PATH KIND [N]    its next N answers for paths with PATH ("*": any), otherwise all, are
//                          KIND: a status, 429/SECONDS (with Retry-After), cut, changed, stall,
//                          slow
//   requests N [PATH]      the server was asked N times (for something with PATH)
//   forget                 begins counting anew
//
// Variables: $WORK $PROXY (its directory) $SERVER $CACHE $SUMDB (its key). In what cmp compares,
// the directories are written that way too, and times taken are "T s".
class Script {
 public:
  struct Setup {
    std::filesystem::path goset;  // the program under test
    const ModuleTree& modules;
    bool update = false;  // rewrite goldens that differ
  };

  Script(const Setup& setup, std::filesystem::path file);
  ~Script();

  // run returns whether a golden was rewritten; throws std::runtime_error (`FILE:LINE: ...`).
  bool run();

 private:
  struct Command {
    bool negated = false;
    std::vector<std::string> words;
    std::string rest;  // of the line, behind the first word
  };
  struct Stamp;

  void set_up();
  Command parse(std::string line) const;
  void execute(const Command& command);
  std::string expanded(std::string text) const;
  std::string normalized(std::string text) const;
  std::filesystem::path place(const std::string& name) const;
  std::string contents(const std::string& name) const;

  void goset(const Command& command, Process::Limits limits);
  void killed(const Command& command);
  void wait();
  void match(const Command& command, const std::string& text) const;
  void columns(const Command& command) const;
  void compare(const Command& command);
  void exists(const Command& command) const;
  void copy(const Command& command, bool move) const;
  void edit(const Command& command) const;
  void env(const Command& command);
  void sums(const Command& command) const;
  void sumdb(const Command& command);
  void fault(const Command& command);
  void requests(const Command& command) const;
  std::map<std::string, Stamp> stamps() const;
  void unchanged() const;
  void write_back() const;

  const Setup& setup_;
  const std::filesystem::path file_;
  goset::Txtar archive_;
  TempDir root_;
  std::filesystem::path work_;
  std::map<std::string, std::string> environment_;
  std::unique_ptr<HttpServer> server_;
  std::vector<Process> background_;
  Process::Result last_;
  std::map<std::string, Stamp> snapshot_;
  bool rewritten_ = false;
};
