#include "goset/os/run_directory.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <set>
#include <string>

#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;

using goset::Descriptor;
using goset::Durable;
using goset::RunDirectory;

namespace {

std::set<std::string> names(const fs::path& directory) {
  std::set<std::string> result;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    result.insert(entry.path().filename().string());
  }
  return result;
}

// OtherRun is a process with a directory below a cache, which holds one file.
class OtherRun {
 public:
  explicit OtherRun(const fs::path& cache) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      RunDirectory run(cache);
      const bool is_there = !goset::write_new(run.fresh_name(), "text", Durable::no);
      [[maybe_unused]] const ssize_t n = write(ends[1], is_there ? "y" : "n", 1);
      pause();
      _exit(0);
    }
    char answer = 0;
    REQUIRE(read(ends[0], &answer, 1) == 1);
    REQUIRE(answer == 'y');
    for (const int end : ends) close(end);
  }
  ~OtherRun() { kill_it(); }
  void kill_it() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

 private:
  pid_t pid_ = 0;
};

void make_old(const fs::path& file) {
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(25));
}

}  // namespace

TEST_CASE("a run directory is made when it is asked for, ours alone, and gone with its object") {
  const TempDir cache;
  {
    RunDirectory run(cache.path());
    CHECK(fs::is_empty(cache.path()));
    const fs::path directory = run.path();
    CHECK(directory == run.path());
    CHECK(directory.parent_path() == fs::canonical(cache.path()) / "tmp");
    struct stat status {};
    REQUIRE(stat(directory.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0700);
    const fs::path one = run.fresh_name();
    CHECK(one.parent_path() == directory);
    CHECK(one != run.fresh_name());
    fs::create_directories(directory / "some/where");
    CHECK(names(cache.path() / "tmp").size() == 2);
  }
  CHECK(fs::is_empty(cache.path() / "tmp"));
}

TEST_CASE("no name tells the process") {
  const TempDir cache;
  RunDirectory run(cache.path());
  const std::string pid = std::to_string(getpid());
  CHECK(run.fresh_name().lexically_relative(fs::canonical(cache.path())).string().find(pid) ==
        std::string::npos);
}

TEST_CASE("replace leaves the whole file and nothing else, place moves one there") {
  const TempDir cache;
  RunDirectory run(cache.path());
  const std::string large = std::string(200'000, 'x') + "end";
  CHECK_FALSE(run.replace(cache.path() / "a", "one"));
  CHECK_FALSE(run.replace(cache.path() / "a", large));
  CHECK(cache.read("a") == large);
  CHECK(fs::is_empty(run.path()));
  const fs::path fresh = run.fresh_name();
  CHECK_FALSE(goset::write_new(fresh, "two", Durable::no));
  CHECK_FALSE(RunDirectory::place(fresh, cache.path() / "a"));
  CHECK(cache.read("a") == "two");
}

TEST_CASE("replace that fails leaves what was there and nothing else") {
  const TempDir cache;
  RunDirectory run(cache.path());
  fs::create_directories(cache.path() / "d/below");
  CHECK(run.replace(cache.path() / "d", "text"));
  CHECK(run.replace(cache.path() / "absent/a", "text"));
  CHECK(fs::is_empty(run.path()));
}

TEST_CASE("the litter of a killed run goes, that of a live one stays") {
  const TempDir cache;
  OtherRun alive(cache.path());
  OtherRun killed(cache.path());
  const fs::path parent = cache.path() / "tmp";
  CHECK(names(parent).size() == 4);
  {
    RunDirectory run(cache.path());
    run.path();
    CHECK(names(parent).size() == 6);
  }
  killed.kill_it();
  CHECK(names(parent).size() == 4);
  RunDirectory run(cache.path());
  run.path();
  CHECK(names(parent).size() == 4);
  alive.kill_it();
  RunDirectory last(cache.path());
  last.path();
  CHECK(names(parent).size() == 4);
}

TEST_CASE("a lock without its directory is litter, a directory without a lock is not ours") {
  const TempDir cache;
  cache.write("tmp/run-abcdef.lock", "");
  cache.write("tmp/run-ghijkl/file", "");
  cache.write("tmp/running.lock", "");
  RunDirectory run(cache.path());
  run.path();
  CHECK_FALSE(fs::exists(cache.path() / "tmp/run-abcdef.lock"));
  CHECK(fs::exists(cache.path() / "tmp/run-ghijkl/file"));
  CHECK(fs::exists(cache.path() / "tmp/running.lock"));
}

TEST_CASE("clearing follows no link") {
  const TempDir cache;
  const TempDir other;
  other.write("kept", "text");
  cache.write("tmp/run-abcdef.lock", "");
  fs::create_directory_symlink(other.path(), cache.path() / "tmp/run-abcdef");
  fs::create_symlink(other.path() / "kept", cache.path() / "tmp/run-ghijkl.lock");
  fs::create_directory_symlink(other.path(), cache.path() / "tmp/run-ghijkl");
  REQUIRE(mkfifo((cache.path() / "tmp/run-mnopqr.lock").c_str(), 0600) == 0);
  RunDirectory run(cache.path());
  run.path();
  CHECK(other.read("kept") == "text");
}

TEST_CASE("temporary files of versions that named them by process go when they are a day old") {
  const TempDir cache;
  for (const char* name : {"tmp/goset-12-3", "tmp/.goset.new-12-345-6", "tmp/goset-notes"}) {
    make_old(cache.write(name, ""));
  }
  cache.write("tmp/goset-12-4", "");
  RunDirectory run(cache.path());
  run.path();
  CHECK_FALSE(fs::exists(cache.path() / "tmp/goset-12-3"));
  CHECK_FALSE(fs::exists(cache.path() / "tmp/.goset.new-12-345-6"));
  CHECK(fs::exists(cache.path() / "tmp/goset-notes"));
  CHECK(fs::exists(cache.path() / "tmp/goset-12-4"));
}

TEST_CASE("beside a cache that can't be written, a run directory is in the temporary directory") {
  const TempDir temp;
  const TempDir cache;
  cache.write("file", "");
  const Temporary variable(temp.path());
  {
    OtherRun killed(cache.path() / "file/cache");
    CHECK(names(temp.path()).size() == 2);
  }
  RunDirectory run(cache.path() / "file/cache");
  CHECK(run.path().parent_path() == fs::canonical(temp.path()));
  CHECK(run.path().filename().string().starts_with("goset-run-"));
  CHECK(names(temp.path()).size() == 2);  // what was killed is gone
  RunDirectory other;
  CHECK(other.path().parent_path() == fs::canonical(temp.path()));
}

TEST_CASE("litter goes without a directory being made") {
  const TempDir cache;
  RunDirectory::clear(cache.path() / "absent");
  OtherRun alive(cache.path());
  {
    OtherRun killed(cache.path());
    CHECK(names(cache.path() / "tmp").size() == 4);
  }
  RunDirectory::clear(cache.path());
  CHECK(names(cache.path() / "tmp").size() == 2);
}

TEST_CASE("where no directory can be made there is a plain error") {
  const Temporary variable("/proc");
  RunDirectory run("/proc/no/such/place");
  CHECK_THROWS_WITH(run.path(), Catch::Contains("/proc: no temporary directory can be made: "));
  CHECK_THROWS_AS(run.fresh_name(), goset::Error);
  CHECK(run.replace("/proc/file", "text"));
}

TEST_CASE("a run directory that was removed is not made again") {
  const TempDir cache;
  RunDirectory run(cache.path());
  run.path();
  run.remove();
  CHECK(run.replace(cache.path() / "a", "text"));
  CHECK(fs::is_empty(cache.path() / "tmp"));
}
