#include "store/journal.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "folder_state.hpp"
#include "goset/error.hpp"
#include "goset/store/changes.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

// ended_at runs something in another process that ends at the step with this number, as if it were
// killed; false if there are not so many.
bool ended_at(int step, const std::function<void(const journal::Between&)>& use) {
  const pid_t pid = fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    int left = step;
    try {
      use([&] {
        if (left-- == 0) _exit(9);
      });
    } catch (const Error&) {
    }
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status) == 9;
}

// Case is a folder before, and a change of it.
struct Case {
  const char* name;
  std::map<std::string, std::string> begin;  // files, and "-> FILE" for a link
  std::function<void(Changes&)> plan;
  bool is_hindered = false;  // a directory comes into the way of goset.toml
  bool fails = is_hindered;
};

void begin(const Case& tried, const TempDir& dir) {
  for (const auto& [name, text] : tried.begin) {
    if (text.starts_with("-> ")) {
      fs::create_symlink(text.substr(3), dir.path() / name);
    } else {
      dir.write(name, text);
    }
  }
}

void change(const Case& tried, const TempDir& dir, const journal::Between& between) {
  const Folder folder(dir.path());
  Changes changes(folder);
  tried.plan(changes);
  if (tried.is_hindered) {
    fs::remove(dir.path() / "goset.toml");
    dir.write("goset.toml/in the way", "x");
  }
  changes.commit(between);
}

void lock(const TempDir& dir) {
  const Exclusive exclusive(Folder(dir.path()));
}

const State three{{"goset.toml", "old t"}, {"goset.lock", "old l"}, {"go-packages.nix", "old n"}};

void plan_three(Changes& changes) {
  changes.set("goset.toml", "new t");
  changes.set("goset.lock", "new l");
  changes.set("go-packages.nix", "new n");
}

const std::vector<Case> cases{
    {"three files", three, plan_three},
    {"new files",
     {},
     [](Changes& changes) {
       changes.set("goset.toml", "t");
       changes.set("leaves/a.toml", "a");
     }},
    {"a file goes", three,
     [](Changes& changes) {
       changes.remove("goset.lock");
       changes.set("goset.toml", "new");
     }},
    {"a file becomes a directory", three,
     [](Changes& changes) {
       changes.remove("goset.lock");
       changes.set("goset.lock/set.json", "s");
       changes.set("goset.lock/leaves/a.json", "a");
     }},
    {"a directory becomes a file",
     {{"goset.lock/set.json", "s"}, {"goset.lock/leaves/a.json", "a"}},
     [](Changes& changes) {
       changes.remove("goset.lock/set.json");
       changes.remove("goset.lock/leaves/a.json");
       changes.set("goset.lock", "l");
     }},
    {"a link",
     {{"real/lock", "old"}, {"goset.lock", "-> real/lock"}},
     [](Changes& changes) {
       changes.set("goset.lock", "new");
       changes.set("goset.toml", "new");
     }},
    {"a directory in the way", three, plan_three, true},
    {"a directory that can't go",
     {{"a/b/c", "c"}, {"a/other", "x"}},
     [](Changes& changes) {
       changes.set("0", "new");
       changes.remove("a/b/c");
       changes.set("a", "one");
     },
     false,
     true},
};

// is_whole ends a change at a step, and the run after that at each of its steps, and checks what a third
// run finds; false if there is no such step.
bool is_whole(const Case& tried, int step, const State& before, const State& after) {
  bool goes_on = true;
  for (int next = 0; goes_on; ++next) {
    const TempDir dir;
    begin(tried, dir);
    if (!ended_at(step, [&](const auto& between) { change(tried, dir, between); })) {
      CHECK(state_of(dir.path()) == after);
      return false;
    }
    goes_on = ended_at(next, [&](const journal::Between& between) {
      journal::Journal(dir.path(), between).resume();
    });
    lock(dir);
    const State found = state_of(dir.path());
    CHECK((found == before || found == after));
    for (const char* left : {".goset-draft", ".goset-commit", ".goset-undo"}) {
      CHECK_FALSE(fs::exists(dir.path() / left));
    }
  }
  return true;
}

void check_case(const Case& tried) {
  INFO(tried.name);
  const TempDir dir;
  begin(tried, dir);
  State before = state_of(dir.path());
  if (tried.is_hindered) {
    before.erase("goset.toml");
    before["goset.toml/in the way"] = "x";
  }
  bool has_failed = false;
  try {
    change(tried, dir, {});
  } catch (const Error&) {
    has_failed = true;
  }
  CHECK(has_failed == tried.fails);
  const State after = state_of(dir.path());
  CHECK((after == before) == tried.fails);
  int steps = 0;
  while (is_whole(tried, steps, before, after)) ++steps;
  CHECK(steps > 8);
}

const std::string elsewhere = "its plan changes files elsewhere";

// Brought is a folder with an interrupted change that its repository brings, and a file elsewhere.
struct Brought {
  TempDir dir;
  TempDir other;

  Brought() {
    other.write("kept", "kept");
    dir.write(".git/config", "git");
    dir.write(".goset-commit/1", "evil");
  }
  ~Brought() {
    CHECK(state_of(other.path()) == State{{"kept", "kept"}});
    CHECK(dir.read(".git/config") == "git");
  }
  std::string outside() const { return (other.path() / "kept").string(); }
  void check_refused(const std::string& why) const {
    try {
      lock(dir);
      FAIL("not refused");
    } catch (const Error& error) {
      CHECK(error.message() == (dir.path() / ".goset-commit").string() +
                                   ": not what an interrupted goset leaves behind");
      CHECK(error.notes() ==
            std::vector<std::string>{why, "remove this directory, then run `goset lock`"});
    }
  }
  void check_plan_refused(const std::string& plan, const std::string& why) const {
    INFO(plan);
    dir.write(".goset-commit/plan", "goset changes 1\n" + plan);
    check_refused(why);
  }
};

}  // namespace

TEST_CASE("a change that is ended at any step is made or not, as soon as the folder is locked") {
  // Thousands of times nothing has to reach a disk.
  const fs::path in_memory = "/dev/shm";
  const Temporary place(fs::is_directory(in_memory) ? in_memory : fs::temp_directory_path());
  for (const Case& tried : cases) check_case(tried);
}

TEST_CASE("a change that a repository brings has files of the folder only") {
  const Brought brought;
  for (const std::string& name :
       {std::string("../x"), std::string("/x"), brought.outside(), std::string("a/../../x"),
        std::string("./x"), std::string(".git/config"), std::string("a/.git/x"),
        std::string(".goset-draft"), std::string("a//x"), std::string("x/"),
        std::string("a\x1b[2Jx")}) {
    for (const char kind : {'=', '+', '-'}) {
      brought.check_plan_refused(std::string(1, kind) + " " + name + "\n", elsewhere);
    }
  }
}

TEST_CASE("a plan that goset has not written is refused") {
  const Brought brought;
  const std::string unread = "its plan can't be read";
  for (const char* plan : {"= a", "? a\n", "=a\n", "= \n", "= a\nx\n"}) {
    brought.check_plan_refused(plan, unread);
  }
  const fs::path plan = brought.dir.write(".goset-commit/plan", "goset changes 2\n");
  brought.check_refused(unread);
  fs::remove(plan);
  REQUIRE(mkfifo(plan.c_str(), 0600) == 0);
  brought.check_refused(unread);
}

TEST_CASE("a change that a repository brings follows no link out of the folder") {
  const Brought brought;
  const fs::path folder = brought.dir.path();
  SECTION("of files") {
    fs::create_symlink(brought.outside(), folder / "goset.lock");
    fs::create_directory_symlink(brought.other.path(), folder / "leaves");
    fs::create_symlink(".git/config", folder / "goset.toml");
    for (const char* line :
         {"= goset.lock\n", "= leaves/kept\n", "- leaves/kept\n", "= goset.toml\n"}) {
      brought.check_plan_refused(line, elsewhere);
    }
  }
  SECTION("of contents") {
    fs::remove(folder / ".goset-commit/1");
    fs::create_symlink(brought.outside(), folder / ".goset-commit/1");
    brought.check_plan_refused("+ goset.lock\n", "it has contents that are not a file");
  }
  SECTION("of the whole change") {
    fs::rename(folder / ".goset-commit", folder / "commit");
    brought.dir.write("commit/plan", "goset changes 1\n+ a\n");
    fs::create_directory_symlink("commit", folder / ".goset-commit");
    brought.check_refused("it is not a directory");
    CHECK_FALSE(fs::exists(folder / "a"));
  }
  SECTION("of a draft") {
    fs::remove_all(folder / ".goset-commit");
    fs::create_directory_symlink(brought.other.path(), folder / ".goset-draft");
    lock(brought.dir);
    CHECK_FALSE(fs::is_symlink(folder / ".goset-draft"));
  }
}

TEST_CASE("what can't be taken back at once is taken back by the next run") {
  const TempDir dir;
  for (const char* name : {"a", "b"}) dir.write(name, "old");
  const Folder folder(dir.path());
  Changes changes(folder);
  for (const char* name : {"a", "b"}) changes.set(name, "new");
  dir.write("c/in the way", "x");
  changes.set("c", "new");
  const auto hinder = [&] {
    if (!fs::exists(dir.path() / ".goset-undo") || fs::is_directory(dir.path() / "a")) return;
    fs::remove(dir.path() / "a");
    dir.write("a/in the way", "x");
  };
  const std::string place = dir.path().string();
  try {
    changes.commit(hinder);
    FAIL("made");
  } catch (const Error& error) {
    CHECK(error.message() == place + "/c: Is a directory");
    CHECK(error.notes() ==
          std::vector<std::string>{"not all could be taken back: " + place + "/a: Is a directory"});
  }
  CHECK_THROWS_WITH(lock(dir), place + "/a: Is a directory");
  fs::remove_all(dir.path() / "a");
  lock(dir);
  CHECK(state_of(dir.path()) == State{{"a", "old"}, {"b", "old"}, {"c/in the way", "x"}});
}
