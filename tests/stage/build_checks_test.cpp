#include "stage/build_checks.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "stage/stage.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;
using goset::build::Closure;

namespace {

const std::string source = "/nix/store/0123456789abcdfghijklmnpqrsvwxyz-go-source";
const std::string output = "/nix/store/zyxwvsrqpnmlkjihgfdcba9876543210-go-dep-1";

Closure closure() {
  Closure result;
  result.add_line("example.com/dep v1.0.0 - - - h1:x 0x " + output, "test");
  const std::string nested = "example.com/app/nested v1.0.0 - - - h1:x " + source;
  result.add_source(goset::build::parse_record(nested, "test"), source);
  return result;
}

}  // namespace

TEST_CASE("what a leaf compiles besides its own packages is found in the log") {
  const goset::build::LeafLock lock{"app", {{"example.com/app", "", ".", "", ""}}, "", ""};
  const std::set<std::string> own =
      goset::build::own_modules(lock, {"example.com/plugin v1.0.0 - - - h1:x /source"});
  const std::string log =
      "example.com/app\n"
      "example.com/app/own\n"
      "example.com/app.test\n"
      "example.com/app/nested/p\n"
      "example.com/plugin/p\n"
      "example.com/dep\n"
      "example.com/dep\n"
      "# example.com/dep/quoted\n"
      "cc1: warning: nothing\n"
      "runtime/cgo\n"
      // With -x there is more.
      "WORK=/build/go-build1\n"
      "EOF\n"
      "}EOF\n"
      "..\n"
      "/tmp\n";
  const TempDir std_source;
  std::filesystem::create_directories(std_source.path() / "runtime/cgo");
  CHECK(goset::build::compiled_dependencies(log, closure(), own, std_source.path()) ==
        std::vector<std::string>{"example.com/app/nested/p", "example.com/dep", "runtime/cgo"});
}

TEST_CASE("packages that name their own directory are compiled again where that is another one") {
  const TempDir dir;
  dir.write("out/src/a.go", "package a\n\n// #cgo CFLAGS: -DX -I.\nimport \"C\"\n");
  dir.write("out/src/dir/a.go",
            "package a\n\n/*\n#cgo linux LDFLAGS: ${SRCDIR}/x.a\n*/\nimport \"C\"\n");
  dir.write("out/src/plain/a.go",
            "package a\n\n// #cgo CFLAGS: -I/usr/include -DX\nimport \"C\"\n");
  Closure closure;
  closure.add_line("example.com/dep v1.0.0 - - - h1:x 0x " + (dir.path() / "out").string(), "test");
  const std::vector<std::string> all{"example.com/dep", "example.com/dep/dir",
                                     "example.com/dep/plain", "fmt"};
  CHECK(goset::build::without_place_bound(all, closure, "/tmp/elsewhere/goset/mod") ==
        std::vector<std::string>{"example.com/dep/plain", "fmt"});
  CHECK(goset::build::without_place_bound(all, closure, "/proc/self/fd/42") == all);
}

TEST_CASE("compiled dependencies are named, and what to do") {
  CHECK(failure_of([] { goset::build::check_compiled("app", {}); }).empty());
  CHECK(failure_of([] { goset::build::check_compiled("app", {"example.com/dep"}); }) ==
        "leaf app compiled 1 package of its dependencies, which the set has\n"
        "  example.com/dep\n"
        "  a flag or variable of the leaf asks for another configuration: put it\n"
        "  in goPackages.configure, or let it compile them: goAllowCompile = true");
  const std::vector<std::string> many(12, "example.com/dep");
  const std::string failure = failure_of([&] { goset::build::check_compiled("app", many); });
  CHECK(failure.find("\n  and 2 more\n") != std::string::npos);
}

TEST_CASE("a file that names a source or a cache is found") {
  const auto check = [](const std::string& text) {
    const TempDir dir;
    dir.write("out/bin/program", text);
    return failure_of([&] { goset::build::check_references(closure(), dir.path() / "out"); });
  };
  CHECK(check("nothing").empty());
  CHECK(check("").empty());
  CHECK(check("/nix/store/0123456789abcdfghijklmnpqrsvwxyy-go-source").empty());
  CHECK(check("0123456789abcdfghijklmnpqrsvwxy").empty());
  CHECK(check("xx" + source)
            .ends_with("/out/bin/program refers to " + source +
                       "\n  this would add it to the runtime closure; set allowGoReference = "
                       "true to allow it"));
  CHECK(check("0123456789abcdfghijklmnpqrsvwxyz").find(source) != std::string::npos);
  CHECK(check("a0123456789abcdfghijklmnpqrsvwxyz").find(source) != std::string::npos);
  CHECK(check(std::string("\0\0", 2) + output + "/cache").find(output) != std::string::npos);
}

TEST_CASE("a symbolic link to a source is found") {
  const TempDir dir;
  std::filesystem::create_directories(dir.path() / "out");
  std::filesystem::create_symlink(source + "/a.go", dir.path() / "out/link");
  CHECK(failure_of([&] {
          goset::build::check_references(closure(), dir.path() / "out");
        }).find("allowGoReference = true") != std::string::npos);
}

TEST_CASE("a FIFO or device in the source is named, what the go command passes by is not") {
  const TempDir dir;
  goset::build::LeafLock lock;
  lock.name = "api";
  dir.write("src/cmd/main.go", "package main\n");
  fs::create_symlink("nowhere", dir.path() / "src/dangling");
  fs::create_symlink("cmd", dir.path() / "src/link");
  fs::create_symlink("loop", dir.path() / "src/loop");
  const auto failure = [&] {
    return failure_of([&] { goset::build::check_special_files(lock, dir.path() / "src"); });
  };
  CHECK(failure().empty());
  REQUIRE(::mkfifo((dir.path() / "src/cmd/more.go").c_str(), 0600) == 0);
  CHECK(failure() ==
        "leaf api: cmd/more.go is a FIFO, a socket or a device: the go command would wait for it");
  fs::remove(dir.path() / "src/cmd/more.go");
  fs::create_symlink("/dev/zero", dir.path() / "src/cmd/more.go");
  CHECK(failure().find("cmd/more.go") != std::string::npos);
}
