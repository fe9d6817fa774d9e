#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
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
//   goset ARGS             run goset; with & at the end: in the background, until `wait`. What it
//                          prints must be as with `shown`, but with --color always
//   nobody goset ARGS      the same as user 65534, where the tests run as root
//   short N goset ARGS     the same, and no file can grow beyond N bytes, as on a full disk
//   killed PATH goset ARGS the same, killed as soon as the server is asked for something with PATH
//   ended FILE goset ARGS  the same, ended by SIGTERM as soon as FILE exists
//   needs PROGRAM...       skips the case where one is not installed; sets PATH as it is outside
//   run PROGRAM ARGS       runs another program, which must succeed
//   wait                   for what runs in the background; all of it must succeed
//   exit N                 exit code of the last goset
//   stdout RE, stderr RE   something in the last output matches (ECMAScript)
//   holds FILE RE          something in the file matches
//   columns N              no line of the last output is longer
//   cmp FILE1 FILE2        same contents; a file `stdout` or `stderr` is the last output, and FILE2
//                          a golden that the update switch rewrites
//   exists FILE...         cp FROM TO   mv FROM TO   rm FILE...   mkdir DIR...   chmod MODE FILE
//   edit FILE OLD NEW      replaces every OLD, of which there must be one; \n is a newline
//   bytes FILE...          replaces \xHH in a file by that byte
//   shown FILE...          no control but line breaks is in it, nor what has no picture
//   append FILE TEXT       adds a line
//   truncate FILE          cuts off its second half
//   env K=V                for the following commands; env K= makes it empty
//   pack FILE DIR [PREFIX] makes an archive of the kind that its name says, of what is in DIR, each
//                          name behind PREFIX ("src-1.0/" if it is not given), in
//                          which \xHH is a byte
//   sums DIR [MODULE...]   writes DIR/go.sum: all that DIR/go.mod's requirements lead to, and these
//                          PATH@VERSION
//   snapshot, unchanged    remembers every file with contents, mode and times, and compares
//   sumdb [WHICH]          sets up a checksum database of the test modules, $PROXY/sumdb/sum.test,
//                          and GOSUMDB to its key. WHICH is the log: `grown` has more records
//                          behind the same ones; `fork` is another history that the same key has
//                          signed; `other` has another sum of each zip
//   serve [tls]            starts an HTTP server: $SERVER/NAME is the test proxy, for any NAME;
//                          with TLS, SSL_CERT_FILE trusts it. It is also $LOGIN@..., with user and
//                          password "user:s3cret", and $LOCALHOST, by another name of the host
//   fault PATH KIND [N]    its next N answers for paths with PATH ("*": any), otherwise all, are
//                          KIND: a status, 429/SECONDS (with Retry-After), cut, changed, stall,
//                          slow, whole (where a piece was asked for), login (for user:s3cret
//                          alone), echo (of the credentials), redirect (to $LOCALHOST)
//   as-go LEAF DIR [-tags=T] [PATTERN...]
//                          the go command finds the same packages in the same module versions for
//                          the leaf in DIR, on linux/amd64 with and darwin/arm64 without cgo
//   go ARGS                run the go command on a copy of the work directory, with
//                          GOFLAGS=-mod=mod unless env says another thing; where Go is missing,
//                          these two end the case, which counts as skipped
//   requests N [PATH]      the server was asked N times (for something with PATH)
//   sent N PATH            of files with PATH it sent N bytes or fewer
//   at-once N              N or more requests were under way at a time
//   logins N HOST          N requests to this name of the host carried credentials
//   forget                 begins counting anew
//   secret TEXT            no file of the work directory, the caches and HOME holds it, nor does
//                          the last output
//
// Files named `mod/PATH@VERSION/FILE` are not laid out: they are modules of the proxy, beside those
// of tests/mod, with the same meaning of `.mod` and go.sum. Two files of one module need not follow
// each other.
//
// Variables: $WORK $PROXY (its directory) $SERVER $LOGIN $LOCALHOST $CACHE $SUMDB (its key) $BIN (the
// directory of goset, and of the programs that are built with it). In what cmp compares, the directories are written that way too, and times taken are "T s".
class Script {
 public:
  struct Setup {
    std::filesystem::path goset;  // the program under test
    const ModuleTree& modules;
    bool update = false;  // rewrite goldens that differ
  };

  static constexpr const char* golden_rewritten = "golden rewritten";
  // Skipped is thrown where a case can't go on for want of a program; so far it passed.
  struct Skipped : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  Script(const Setup& setup, std::filesystem::path file);
  ~Script();

  // run returns why the case was skipped: a golden was rewritten, or a program is missing; empty if
  // it passed. Throws std::runtime_error (`FILE:LINE: ...`).
  std::string run();

 private:
  struct Command {
    bool negated = false;
    std::vector<std::string> words;
    std::string rest;  // of the line, behind the first word
  };
  using Run = void (Script::*)(const Command&);
  // Stamp is all that must stay the same of a file.
  struct Stamp {
    mode_t mode = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    std::string contents;
    bool operator==(const Stamp&) const = default;
  };

  static const std::map<std::string_view, Run>& commands();
  static void need(const Command& command, std::size_t count);
  static Command behind(const Command& command, std::size_t words);

  void set_up();
  Command parse(std::string line) const;
  void execute(const Command& command);
  std::string expanded(std::string text) const;
  std::string normalized(std::string text) const;
  std::filesystem::path place(const std::string& name) const;
  std::string contents(const std::string& name) const;
  void write_back() const;

  // Programs, and what they said (script.cpp).
  void goset(const Command& command, Process::Limits limits);
  void check_shown(const std::string& text) const;
  Process start(const Command& command, const std::filesystem::path& program,
                Process::Limits limits);
  void run_goset(const Command& command);
  void as_nobody(const Command& command);
  void with_short_files(const Command& command);
  void killed(const Command& command);
  void ended(const Command& command);
  void needs(const Command& command);
  void run(const Command& command);
  void wait(const Command& command);
  void env(const Command& command);
  void exit(const Command& command);
  [[noreturn]] void fail_with_output(const std::string& message) const;
  void match(const Command& command, const std::string& text) const;
  void match_stdout(const Command& command);
  void match_stderr(const Command& command);
  void holds(const Command& command);
  void columns(const Command& command);
  void compare(const Command& command);

  // The go command (script_go.cpp).
  void go(const Command& command);
  void as_go(const Command& command);
  void copy_for_go() const;
  Process::Result run_go(std::vector<std::string> arguments,
                         const std::map<std::string, std::string>& more);

  // Files (script_files.cpp).
  void append(const Command& command);
  void bytes(const Command& command);
  void chmod(const Command& command);
  void copy(const Command& command);
  void edit(const Command& command);
  void exists(const Command& command);
  void make_directories(const Command& command);
  void pack(const Command& command);
  void remove(const Command& command);
  void shown(const Command& command);
  void sums(const Command& command);
  void truncate(const Command& command);
  void snapshot(const Command& command);
  void unchanged(const Command& command);
  std::map<std::string, Stamp> stamps() const;

  // Servers (script_servers.cpp).
  void serve(const Command& command);
  void sumdb(const Command& command);
  void fault(const Command& command);
  void requests(const Command& command);
  void sent(const Command& command);
  void logins(const Command& command);
  void at_once(const Command& command);
  void forget(const Command& command);
  void secret(const Command& command);

  const Setup& setup_;
  const std::filesystem::path file_;
  goset::Txtar archive_;
  ModuleTree modules_;
  TempDir root_;
  std::filesystem::path work_;
  std::map<std::string, std::string> environment_;
  std::unique_ptr<HttpServer> server_;
  std::vector<Process> background_;
  Process::Result last_;
  std::map<std::string, Stamp> snapshot_;
  bool rewritten_ = false;
};
