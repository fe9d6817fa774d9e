#include "stage/stage.hpp"

#include <filesystem>
#include <string>

#include "stage/layout.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;
using goset::build::Closure;
using goset::build::LeafLock;
using goset::build::LeafModule;
using goset::build::StageDirectory;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Closure closure_of(std::initializer_list<const char*> lines) {
  Closure closure;
  for (const char* line : lines) closure.add_line(line, "test");
  return closure;
}

StageDirectory stage_in(const TempDir& dir) {
  return {dir.path() / "stage", "1.26.8", "/store/std"};
}

LeafModule module_of(const std::string& path, const std::string& version,
                     const std::string& directory, const std::string& go_mod,
                     const std::string& go_sum = "") {
  return {path, version, directory, goset::build::mod_hash(go_mod),
          go_sum.empty() ? "" : goset::build::sri_sha256(go_sum)};
}

LeafLock lock_of(const std::string& go_mod, const std::string& go_sum) {
  return {"api", {module_of("example.com/api", "", ".", go_mod, go_sum)}, "", ""};
}

}  // namespace

TEST_CASE("escaped paths and go.mod hashes are Go's") {
  CHECK(goset::build::escape("github.com/BurntSushi/toml") == "github.com/!burnt!sushi/toml");
  // From the go.sum of many a program: a go.mod with this one line.
  CHECK(goset::build::mod_hash("module github.com/pkg/errors\n") ==
        "h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=");
  CHECK(goset::build::sri_sha256("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("a module is staged below a synthetic main module") {
  const TempDir dir;
  goset::build::stage_module(stage_in(dir),
                             closure_of({"example.com/A v1.0.0-RC1 - 1.20 - h1:a 0a /store/oa",
                                         "example.com/b v0.1.0 - - - h1:b 0b /store/b"}));
  CHECK(dir.read("stage/main/go.mod") ==
        "module goset.invalid/main\n\ngo 1.26.8\n\nrequire (\n"
        "\texample.com/A v1.0.0-RC1\n\texample.com/b v0.1.0\n)\n");
  const std::string mod = "module example.com/A\n\ngo 1.20\n";
  CHECK(dir.read("stage/mod/cache/download/example.com/!a/@v/v1.0.0-!r!c1.mod") == mod);
  CHECK(dir.read("stage/mod/cache/download/example.com/!a/@v/v1.0.0-!r!c1.ziphash") == "h1:a");
  CHECK(dir.read("stage/mod/cache/download/example.com/b/@v/v0.1.0.mod") ==
        "module example.com/b\n");
  CHECK(fs::read_symlink(dir.path() / "stage/mod/example.com/!a@v1.0.0-!r!c1") == "/store/oa/src");
  CHECK(dir.read("stage/main/go.sum") ==
        "example.com/A v1.0.0-RC1 h1:a\n"
        "example.com/A v1.0.0-RC1/go.mod " +
            goset::build::mod_hash(mod) + "\n" +
            "example.com/b v0.1.0 h1:b\n"
            "example.com/b v0.1.0/go.mod " +
            goset::build::mod_hash("module example.com/b\n") + "\n");
  CHECK(dir.read("stage/caches") == "/store/std/cache\n/store/oa/cache\n/store/b/cache\n");
  CHECK(dir.read("stage/indexes") ==
        "/store/std/modindex\n/store/oa/modindex\n/store/b/modindex\n");
}

TEST_CASE("a replaced module is staged where its replacement belongs") {
  const TempDir dir;
  goset::build::stage_module(
      stage_in(dir),
      closure_of({"example.com/a v1.0.0 example.com/Fork@v1.2.0 1.20 example.com/Fork h1:a "
                  "0a /store/a",
                  "example.com/b v1.0.0 example.com/b@v1.1.0 - - h1:b 0b /store/b"}));
  CHECK(contains(dir.read("stage/main/go.mod"),
                 "require (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n\nreplace (\n"
                 "\texample.com/a v1.0.0 => example.com/Fork v1.2.0\n"
                 "\texample.com/b v1.0.0 => example.com/b v1.1.0\n)\n"));
  CHECK(dir.read("stage/mod/cache/download/example.com/!fork/@v/v1.2.0.mod") ==
        "module example.com/Fork\n\ngo 1.20\n");
  CHECK(fs::read_symlink(dir.path() / "stage/mod/example.com/!fork@v1.2.0") == "/store/a/src");
  CHECK(contains(dir.read("stage/main/go.sum"), "example.com/b v1.1.0 h1:b\n"));
}

TEST_CASE("C libraries are in the closure, and found by what links a program") {
  const TempDir dir;
  Closure closure =
      closure_of({"library /store/z/lib", "example.com/b v0.1.0 - - - h1:b 0b /store/b"});
  closure.add_library("/store/a/lib");
  CHECK(closure.modules().size() == 1);
  CHECK(
      closure.str() ==
      "example.com/b v0.1.0 - - - h1:b 0b /store/b\nlibrary /store/a/lib\nlibrary /store/z/lib\n");
  goset::build::stage_module(stage_in(dir), closure);
  const std::string script = dir.read("stage/libraries.sh");
  CHECK(contains(script, "export NIX_LDFLAGS=\"${NIX_LDFLAGS-} -L/store/z/lib\"\n"));
  CHECK(contains(script, "export LIBRARY_PATH=\"/store/a/lib${LIBRARY_PATH:+:$LIBRARY_PATH}\"\n"));
  CHECK(failure_of([&] { closure.add_library("/store/$(x)"); }) ==
        "bad name of a directory of C libraries: /store/$(x)");
  CHECK(failure_of([&] { closure.add_line("library /a /b", "test"); }) ==
        "test: malformed line: library /a /b");
}

TEST_CASE("the own line of a closure is the last, wherever its path would put it") {
  const std::string part = "example.com/p v1.0.0 - - - h1:p 0p ";
  const Closure others = closure_of({(part + "/store/m").c_str(), "library /store/z/lib"});
  for (const char* const own : {"/store/a", "/store/z"}) {
    CHECK(others.str_with(part + own) ==
          part + "/store/m\nlibrary /store/z/lib\n" + part + own + "\n");
  }
}

TEST_CASE("the parts of a module are one module with several caches, and no index") {
  const Closure closure = closure_of({"example.com/a v1.0.0 - - - h1:a 0a /store/p2",
                                      "example.com/a v1.0.0 - - - h1:a 0a /store/p1",
                                      "example.com/b v1.0.0 - - - h1:b 0b /store/b"});
  CHECK(closure.modules().size() == 2);
  CHECK(closure.caches() ==
        std::vector<std::string>{"/store/p1/cache", "/store/p2/cache", "/store/b/cache"});
  CHECK(closure.indexes() == std::vector<std::string>{"/store/b/modindex"});
  CHECK(closure.str() ==
        "example.com/a v1.0.0 - - - h1:a 0a /store/p1\n"
        "example.com/a v1.0.0 - - - h1:a 0a /store/p2\n"
        "example.com/b v1.0.0 - - - h1:b 0b /store/b\n");
}

TEST_CASE("what is compiled now is a source without a cache, and no whole index") {
  Closure closure = closure_of({"example.com/a v1.0.0 - - - h1:a 0a /store/p1"});
  goset::build::Record record =
      goset::build::parse_record("example.com/a v1.0.0 - - - h1:a /store/source", "test");
  CHECK(failure_of([&] {
          closure.add_source(record, "/out/src");
        }).ends_with(": example.com/a comes in two ways: v1.0.0 and v1.0.0 from another source"));
  record.module.origin = "0a";
  closure.add_source(record, "/out/src");
  CHECK(closure.caches() == std::vector<std::string>{"/store/p1/cache"});
  CHECK(closure.indexes().empty());
  CHECK(closure.modules().at("example.com/a").whole_source.empty());
  closure.add_source(record, "/store/source");
  CHECK(closure.modules().at("example.com/a").whole_source == "/store/source");
  CHECK(record.line("/out") == "example.com/a v1.0.0 - - - h1:a 0a /out");
}

TEST_CASE("the source of a module in parts is a copy of what they have, which Go can't index") {
  const TempDir dir;
  dir.write("p1/src/a.go", "a");
  dir.write("p1/src/deep/er/b.go", "b");
  dir.write("p2/src/a.go", "a");
  dir.write("p2/src/deep/c.txt", "c");
  const std::string line = "example.com/a v1.0.0 - - - h1:a 0a " + dir.path().string();
  goset::build::stage_module(stage_in(dir),
                             closure_of({(line + "/p1").c_str(), (line + "/p2").c_str()}));
  const fs::path module = dir.path() / "stage/mod/example.com/a@v1.0.0";
  CHECK_FALSE(fs::is_symlink(module));
  CHECK(fs::is_regular_file(fs::symlink_status(module / "deep/er/b.go")));
  CHECK(dir.read("stage/mod/example.com/a@v1.0.0/deep/c.txt") == "c");
  CHECK(fs::is_symlink(module / ".part"));
  CHECK(fs::is_directory(module / ".part"));
}

TEST_CASE("what an output has for the module cache is linked") {
  const TempDir dir;
  const goset::build::Record record = goset::build::parse_record(
      "example.com/a v1.0.0 example.com/B@v1.0.0-RC1 1.20 example.com/B h1:b /store/source",
      "test");
  goset::build::write_download(dir.path() / "out/download", record.path, record.module);
  CHECK(dir.read("out/download/v1.0.0-!r!c1.mod") == "module example.com/B\n\ngo 1.20\n");
  CHECK(dir.read("out/download/v1.0.0-!r!c1.ziphash") == "h1:b");
  goset::build::stage_module(stage_in(dir),
                             closure_of({record.line((dir.path() / "out").string()).c_str()}));
  CHECK(fs::read_symlink(dir.path() / "stage/mod/cache/download/example.com/!b/@v") ==
        dir.path() / "out/download");
  CHECK(contains(dir.read("stage/main/go.sum"), "example.com/B v1.0.0-RC1 h1:b\n"));
}

TEST_CASE("an output that links its whole source has that") {
  const TempDir dir;
  fs::create_directories(dir.path() / "p1");
  fs::create_directory_symlink("/store/whole", dir.path() / "p1/src");
  const std::string line = "example.com/a v1.0.0 - - - h1:a 0a " + (dir.path() / "p1").string();
  const Closure closure = closure_of({line.c_str()});
  CHECK(closure.modules().at("example.com/a").whole_source == "/store/whole");
  CHECK(closure.indexes().size() == 1);
}

TEST_CASE("a closure with two versions of a module is refused") {
  const std::string failure = failure_of([] {
    closure_of({"example.com/a v1.0.0 - - - h1:a 0a /store/a",
                "example.com/a v1.1.0 - - - h1:b 0b /store/b"});
  });
  CHECK(failure == "test: example.com/a comes in two ways: v1.0.0 and v1.1.0");
  CHECK(failure_of([] { closure_of({"example.com/a v1.0.0"}); }) ==
        "test: malformed line: example.com/a v1.0.0");
  CHECK(contains(failure_of([] { closure_of({"a b c d e f g h i"}); }), "malformed line"));
}

TEST_CASE("closures of dependencies are joined") {
  const TempDir dir;
  dir.write("x/closure", "example.com/a v1.0.0 - - - h1:a 0a /store/x\n");
  dir.write("y/closure",
            "example.com/a v1.0.0 - - - h1:a 0a /store/x\n"
            "example.com/b v1.0.0 - - - h1:b 0b /store/y\n");
  const fs::path list =
      dir.write("deps", (dir.path() / "x").string() + "\n" + (dir.path() / "y").string() + "\n");
  CHECK(goset::build::read_closure(list).modules().size() == 2);
  CHECK(goset::build::read_closure(list).caches().size() == 2);
}

TEST_CASE("a leaf gets the set's versions and keeps what its own go line decides") {
  const TempDir dir;
  const std::string go_mod =
      "module example.com/api\n\ngo 1.20\n\ngodebug panicnil=1\n\n"
      "require example.com/a v0.9.0\n\nexclude example.com/a v1.0.0\n";
  dir.write("src/go.mod", go_mod);
  dir.write("src/go.sum", "sums\n");
  goset::build::stage_leaf(stage_in(dir), lock_of(go_mod, "sums\n"),
                           closure_of({"example.com/a v1.0.0 - 1.26.0 - h1:a 0a /oa",
                                       "example.com/api v1.0.0 - - - h1:c 0c /oc",
                                       "example.com/b v1.0.0 - - - h1:b 0b /ob"}),
                           dir.path() / "src");
  CHECK(dir.read("src/go.mod") ==
        "module example.com/api\n\ngo 1.20\n\ngodebug panicnil=1\n\n\n\n"
        "require (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n");
  CHECK(dir.read("src/go.work") ==
        "go 1.26.8\n\nuse (\n\t.\n)\n\ngodebug (\n\tpanicnil=1\n\tdefault=go1.20\n)\n");
  CHECK(contains(dir.read("src/go.work.sum"), "example.com/a v1.0.0 h1:a\n"));
  CHECK_FALSE(fs::exists(dir.path() / "src/go.sum"));
  CHECK(dir.read("stage/caches") == "/store/std/cache\n/oa/cache\n/ob/cache\n");
}

TEST_CASE("a leaf without a go line has GODEBUG defaults of Go 1.16, one with its own keeps them") {
  const TempDir dir;
  const std::string none = "module example.com/api\n";
  dir.write("none/go.mod", none);
  goset::build::stage_leaf(stage_in(dir), lock_of(none, ""), {}, dir.path() / "none");
  CHECK(contains(dir.read("none/go.work"), "\tdefault=go1.16\n"));
  const std::string own = "module example.com/api\n\ngo 1.24\n\ngodebug default=go1.21\n";
  dir.write("own/go.mod", own);
  goset::build::stage_leaf(stage_in(dir), lock_of(own, ""), {}, dir.path() / "own");
  CHECK(contains(dir.read("own/go.work"), "godebug (\n\tdefault=go1.21\n)"));
}

TEST_CASE("what a leaf replaces by a directory comes from its source") {
  const TempDir dir;
  const std::string go_mod =
      "module example.com/api\n\ngo 1.24\n\nrequire example.com/a v0.1.0\n\n"
      "replace example.com/local v0.1.0 => ./x/../local\n"
      "replace example.com/unused => ./unused\n";
  const std::string local = "module example.com/local\n\ngo 1.21\n\nrequire example.com/a v0.1.0\n";
  dir.write("src/go.mod", go_mod);
  dir.write("src/local/go.mod", local);
  LeafLock lock = lock_of(go_mod, "");
  lock.modules.push_back(module_of("example.com/local", "v0.1.0", "local", local));
  goset::build::stage_leaf(
      stage_in(dir), lock,
      closure_of({"example.com/a v1.0.0 - - - h1:a 0a /store/a",
                  "example.com/local v3.0.0 - - - h1:l 0l /store/l",
                  "example.com/old v1.0.0 example.com/new@v1.2.0 - - h1:o 0o /store/o"}),
      dir.path() / "src");
  CHECK(dir.read("src/go.mod") ==
        "module example.com/api\n\ngo 1.24\n\n\n\nrequire (\n\texample.com/local v0.1.0\n"
        "\texample.com/a v1.0.0\n\texample.com/old v1.0.0\n)\n");
  // As the go command prints it into the program: just as it is written.
  CHECK(contains(dir.read("src/go.work"),
                 "use (\n\t.\n)\n\ngodebug (\n\tdefault=go1.24\n)\n\nreplace (\n"
                 "\texample.com/local v0.1.0 => ./x/../local\n"
                 "\texample.com/old v1.0.0 => example.com/new v1.2.0\n)\n"));
  CHECK(dir.read("src/local/go.mod") == "module example.com/local\n\ngo 1.21\n\n");
  CHECK(fs::read_symlink(dir.path() / "stage/mod/example.com/new@v1.2.0") == "/store/o/src");
  CHECK(contains(dir.read("src/go.work.sum"), "example.com/new v1.2.0 h1:o\n"));
}

TEST_CASE("a workspace keeps its main modules and what its own go line decides") {
  const TempDir dir;
  const std::string work =
      "use (\n\t./app\n\t../own\n)\n\ngodebug panicnil=1\n\nreplace example.com/x => ./x/\n";
  const std::string app =
      "module example.com/app\n\ngo 1.20\n\nreplace example.com/y => ../y dir\n";
  const std::string own = "module example.com/own\n\nrequire example.com/a v0.1.0\n";
  const std::string local = "module example.com/x\n";
  dir.write("src/go.work", work);
  dir.write("src/app/go.mod", app);
  dir.write("src/app/go.sum", "sums\n");
  dir.write("own/go.mod", own);
  dir.write("src/x/go.mod", local);
  dir.write("src/y dir/go.mod", local);
  const LeafLock lock{"api",
                      {module_of("example.com/app", "", "app", app, "sums\n"),
                       module_of("example.com/own", "", "../own", own),
                       module_of("example.com/x", "v1.0.0", "x", local),
                       module_of("example.com/y", "v1.0.0", "y dir", local)},
                      goset::build::sri_sha256(work),
                      ""};
  goset::build::stage_leaf(stage_in(dir), lock,
                           closure_of({"example.com/a v1.0.0 - - - h1:a 0a /store/a"}),
                           dir.path() / "src");
  CHECK(dir.read("src/go.work") ==
        "go 1.26.8\n\nuse (\n\t./app\n\t../own\n)\n\n"
        "godebug (\n\tpanicnil=1\n\tdefault=go1.18\n)\n\n"
        "replace (\n\texample.com/x v1.0.0 => ./x/\n\texample.com/y v1.0.0 => \"./y dir\"\n)\n");
  CHECK(contains(dir.read("src/app/go.mod"), "\texample.com/a v1.0.0\n"));
  CHECK(dir.read("own/go.mod") == "module example.com/own\n\n");
  CHECK_FALSE(fs::exists(dir.path() / "src/app/go.sum"));
  CHECK(contains(dir.read("src/go.work.sum"), "example.com/a v1.0.0 h1:a\n"));
}

TEST_CASE("drift is named and the command to run") {
  const TempDir dir;
  const std::string go_mod = "module example.com/api\n\ngo 1.24\n";
  struct Case {
    std::string mod;
    std::string sum;
    std::string changed;  // empty: no drift
  };
  const Case cases[] = {
      {go_mod, "sums\n", ""},
      {go_mod + "\n", "sums\n", "go.mod"},
      {go_mod, "", "go.sum"},
      {go_mod, "sums", "go.sum"},
      {"module x\n", "other\n", "go.mod and go.sum"},
  };
  for (const Case& c : cases) {
    fs::remove_all(dir.path() / "src");
    dir.write("src/go.mod", c.mod);
    if (!c.sum.empty()) dir.write("src/go.sum", c.sum);
    const std::string failure = failure_of(
        [&] { goset::build::check_drift(lock_of(go_mod, "sums\n"), dir.path() / "src"); });
    INFO(failure);
    CHECK(failure.empty() == c.changed.empty());
    if (c.changed.empty()) continue;
    CHECK(failure.starts_with("drift: leaf api: " + c.changed + " changed since it was locked\n"));
    CHECK(
        failure.ends_with("\n  run: goset lock\n"
                          "  or, where a patch changes it on purpose: allowGoModPatch = true"));
  }
}

TEST_CASE("drift of a workspace names each file") {
  const TempDir dir;
  const std::string go_mod = "module example.com/api\n";
  LeafLock lock = lock_of(go_mod, "");
  lock.modules.push_back(module_of("example.com/own", "", "own", go_mod));
  lock.modules.push_back(module_of("example.com/near", "v1.0.0", "../near", go_mod));
  lock.go_work = goset::build::sri_sha256("use .\n");
  dir.write("src/go.mod", go_mod);
  dir.write("src/go.work", "use ./own\n");
  dir.write("src/own/go.mod", go_mod);
  dir.write("src/own/go.sum", "new\n");
  const std::string failure =
      failure_of([&] { goset::build::check_drift(lock, dir.path() / "src"); });
  INFO(failure);
  CHECK(
      failure.starts_with("drift: leaf api: go.work, own/go.sum and ../near/go.mod changed since "
                          "it was locked\n  go.work: locked sha256-"));
  CHECK(contains(failure, "\n                  found  none\n  run: goset lock"));
}

TEST_CASE("an empty go.sum is as good as none") {
  const TempDir dir;
  const std::string go_mod = "module example.com/api\n";
  dir.write("src/go.mod", go_mod);
  dir.write("src/go.sum", "");
  goset::build::check_drift(lock_of(go_mod, ""), dir.path() / "src");
}

TEST_CASE("a leaf from before go.mod has the one the proxy makes up") {
  const TempDir dir;
  fs::create_directories(dir.path() / "src");
  goset::build::stage_leaf(stage_in(dir), lock_of("module example.com/api\n", ""), {},
                           dir.path() / "src");
  CHECK(dir.read("src/go.mod") == "module example.com/api\n");
}

TEST_CASE("a leaf's lock is read back") {
  const TempDir dir;
  const fs::path file = dir.write("lock",
                                  "name api\nmodule example.com/api - h1:x= sha256-y= .\n"
                                  "module example.com/near v1.0.0 h1:z= - ../near by\n"
                                  "goWork sha256-w=\ngoWorkSum sha256-s=\n");
  const LeafLock lock = goset::build::read_leaf_lock(file);
  CHECK(lock.name == "api");
  REQUIRE(lock.modules.size() == 2);
  CHECK(lock.modules[0].path == "example.com/api");
  CHECK(lock.modules[0].is_main());
  CHECK(lock.modules[0].go_mod == "h1:x=");
  CHECK(lock.modules[0].go_sum == "sha256-y=");
  CHECK(lock.modules[1].version == "v1.0.0");
  CHECK(lock.modules[1].go_sum.empty());
  CHECK(lock.modules[1].directory == "../near by");
  CHECK(lock.go_work == "sha256-w=");
  CHECK(lock.go_work_sum == "sha256-s=");
  const auto failure = [&dir](const std::string& text) {
    return failure_of([&] { goset::build::read_leaf_lock(dir.write("bad", text)); });
  };
  const std::string place = (dir.path() / "bad").string();
  CHECK(failure("colour red\n") == place + ": unknown key: colour");
  CHECK(failure("colour\n") == place + ": malformed line: colour");
  CHECK(failure("name api\n") == place + ": no main module comes first");
  CHECK(failure("module example.com/api - h1:x=\n") ==
        place + ": malformed module: example.com/api - h1:x=");
}

TEST_CASE("a shell leaves the checkout alone") {
  const TempDir dir;
  const std::string go_mod =
      "module example.com/api\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n";
  const std::string local = "module example.com/local\n";
  dir.write("src/go.mod", go_mod);
  dir.write("src/go.sum", "sums\n");
  dir.write("src/near/go.mod", local);
  LeafLock lock = lock_of(go_mod, "sums\n");
  lock.modules.push_back(module_of("example.com/local", "v0.0.0", "near", local));
  const fs::path source = dir.path() / "src";
  const StageDirectory stage{dir.path() / "stage", "1.26.8", "/store/std"};
  for (int run = 0; run < 2; ++run) {  // again, what was there goes
    goset::build::stage_shell(
        stage, lock,
        closure_of({run == 0 ? "example.com/old v1.0.0 - - - h1:old 0old /store/old"
                             : "example.com/dep v1.2.0 - - - h1:dep 0dep /store/dep"}),
        source);
  }
  CHECK(dir.read("src/go.mod") == go_mod);
  CHECK(dir.read("src/go.sum") == "sums\n");
  CHECK_FALSE(fs::exists(source / "go.work"));
  CHECK(dir.read("stage/overlay.json") ==
        "{\"Replace\":{\"" + (source / "go.mod").string() + "\":\"" +
            (dir.path() / "stage/go.0.mod").string() + "\",\"" + (source / "near/go.mod").string() +
            "\":\"" + (dir.path() / "stage/go.1.mod").string() + "\"}}\n");
  CHECK(contains(dir.read("stage/go.0.mod"), "\texample.com/dep v1.2.0\n"));
  const std::string work = dir.read("stage/go.work");
  CHECK(contains(work, "\t" + source.string() + "\n"));
  CHECK(contains(work, "example.com/local v0.0.0 => " + (source / "near").string()));
  CHECK(dir.read("stage/mod/cache/download/example.com/dep/@v/v1.2.0.info") ==
        "{\"Version\":\"v1.2.0\"}");
  CHECK_FALSE(fs::exists(dir.path() / "stage/mod/example.com/old@v1.0.0"));
}
