#include "goset/fetch/source_archive.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "support/archive_builder.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

using Kind = ArchiveEntry::Kind;
using Entries = std::vector<ArchiveEntry>;

// Case is an archive and where it is unpacked.
struct Case {
  explicit Case(const Entries& entries, const std::string& name = "x.tar.gz")
      : file(temp.path() / name), place(temp.path() / "tree") {
    write_archive(file, entries);
    fs::create_directory(place);
  }

  source_archive::Unpacked unpack(std::uint64_t most_bytes = 1 << 20) const {
    return source_archive::unpack(file, place, "x", most_bytes);
  }
  std::string sri() const { return encoding::sri(unpack().nar); }
  std::string fault() const {
    try {
      unpack();
      return "no fault";
    } catch (const Error& error) {
      return error.message();
    }
  }
  std::string read(const std::string& name) const {
    std::ifstream in(place / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TempDir temp;
  fs::path file;
  fs::path place;
};

// A tree with all that a NAR knows. Its hash below was made by nix-hash of the same tree.
const Entries rich = {
    {"./", "", Kind::directory},
    {"r/", "", Kind::directory},
    {"r/sub/ü.txt", "x"},
    {"r/sub.txt", "b"},
    {"r/a.go", "package a\n"},
    {"r/twin.go", "package a\n"},
    {"r/run", "#!/bin/sh\n", Kind::file, true},
    {"r/empty/", "", Kind::directory},
    {"r/link", "a.go", Kind::link},
    {"r/sub/out", "../../../etc/passwd", Kind::link},
    {"r/abs", "/etc/passwd", Kind::link},
    {"r/sub/deep/d.go", "package deep\n"},
};
constexpr const char* rich_hash = "sha256-uFaK7912ceoG+v3Q+iJ4egWh4VyelwBR3vgpRsC6sAM=";

}  // namespace

TEST_CASE("Every kind of archive has the hash of its tree") {
  for (const char* name :
       {"x.tar", "x.tar.gz", "x.tgz", "x.tar.xz", "x.tar.bz2", "x.tar.zst", "x.zip"}) {
    INFO(name);
    const Case c(rich, name);
    const source_archive::Unpacked unpacked = c.unpack();
    CHECK(encoding::sri(unpacked.nar) == rich_hash);
    CHECK(unpacked.root == c.place / "r");
    CHECK(c.read("r/sub/deep/d.go") == "package deep\n");
    CHECK(c.read("r/link") == "package a\n");
    CHECK(source_archive::is_name(name));
  }
  CHECK_FALSE(source_archive::is_name("x.rar"));
}

TEST_CASE("The kind is found in the contents") {
  Case c(rich, "x.tar.xz");
  fs::rename(c.file, c.temp.path() / "y.tar.gz");
  c.file = c.temp.path() / "y.tar.gz";
  CHECK(c.sri() == rich_hash);
}

TEST_CASE("Hard links are files") {
  Entries entries = rich;
  for (ArchiveEntry& entry : entries) {
    if (entry.name == "r/twin.go") entry = {"r/twin.go", "r/a.go", Kind::hard_link};
  }
  CHECK(Case(entries).sri() == rich_hash);
}

TEST_CASE("Only one directory that holds everything is left out") {
  const Case two(Entries{{"a/f", "x"}, {"b/f", "y"}});
  CHECK(two.unpack().root == two.place);
  const Case file(Entries{{"f", "x"}});
  CHECK(file.unpack().root == file.place);
  const Case nested(Entries{{"a/b/f", "x"}});
  CHECK(nested.unpack().root == nested.place / "a");
  const Case beside(Entries{{"a/f", "x"}, {"a.txt", "y"}});
  CHECK(beside.unpack().root == beside.place);
}

TEST_CASE("Links that lead out of the tree are hashed and not made") {
  const Case c(rich);
  c.unpack();
  CHECK_FALSE(fs::exists(fs::symlink_status(c.place / "r/abs")));
  CHECK_FALSE(fs::exists(fs::symlink_status(c.place / "r/sub/out")));
  // Read by their text alone these two would stay inside.
  const Case chain(
      Entries{{"r/d", ".", Kind::link}, {"r/e", "d/d/../../f", Kind::link}, {"f", "x"}});
  chain.unpack();
  CHECK(fs::exists(fs::symlink_status(chain.place / "r/d")));
  CHECK(fs::exists(chain.place / "r/e") == false);
  const Case ring(Entries{{"r/a", "b", Kind::link}, {"r/b", "a", Kind::link}});
  ring.unpack();
  CHECK_FALSE(fs::exists(fs::symlink_status(ring.place / "r/a")));
}

TEST_CASE("Nothing is written outside") {
  struct Bad {
    Entries entries;
    std::string fault;
  };
  const Bad cases[] = {
      {{{"../f", "x"}}, "x: has a name with \"..\": ../f"},
      {{{"a/../../f", "x"}}, "x: has a name with \"..\": a/../../f"},
      {{{"/tmp/f", "x"}}, "x: has an absolute name: /tmp/f"},
      {{{"a/l", "/tmp", Kind::link}, {"a/l/f", "x"}},
       "x: a/l is below a/l, which is not a directory"},
      {{{"a/l", "..", Kind::link}, {"a/l/d/f", "x"}},
       "x: a/l/d is below a/l, which is not a directory"},
      {{{"a/f", "x"}, {"a/f/g", "x"}}, "x: a/f is below a/f, which is not a directory"},
      {{{"a/d/f", "x"}, {"a/d", "x"}}, "x: a/d is there twice"},
      {{{"a/h", "/etc/passwd", Kind::hard_link}}, "x: has an absolute name: /etc/passwd"},
      {{{"a/h", "a/none", Kind::hard_link}},
       "x: a/h is a hard link to a/none, which is not a file before it"},
      {{{"a/p", "", Kind::fifo}}, "x: a/p is neither file, directory nor link"},
      {{{"a/l", "", Kind::link}}, "x: a/l is a link to nothing"},
      {{}, "x: holds no files"},
  };
  for (const Bad& bad : cases) {
    INFO(bad.fault);
    const Case c(bad.entries, "x.tar");
    CHECK(c.fault() == bad.fault);
    CHECK_FALSE(fs::exists(c.temp.path() / "f"));
  }
}

TEST_CASE("A later entry replaces an earlier one") {
  const Case c(
      Entries{{"a/l", "/etc/passwd", Kind::link}, {"a/l", "x"}, {"a/f", "x"}, {"a/f", "y"}},
      "x.tar");
  CHECK(c.sri() == Case(Entries{{"a/l", "x"}, {"a/f", "y"}}).sri());
  CHECK(c.read("a/f") == "y");
}

TEST_CASE("What is no archive or cut short is refused") {
  for (const char* name : {"x.tar.gz", "x.tar.xz", "x.tar.zst", "x.zip"}) {
    INFO(name);
    const Case c(rich, name);
    fs::resize_file(c.file, fs::file_size(c.file) / 2);
    CHECK(c.fault().starts_with("x: can't be unpacked: "));
  }
  const Case c(rich);
  std::ofstream(c.file, std::ios::trunc) << "<html>not here</html>";
  CHECK(c.fault().starts_with("x: can't be unpacked: "));
}

TEST_CASE("An archive whose files are too large is refused") {
  const Case c(rich);
  CHECK(message_of([&] { c.unpack(16); }) ==
        "x: its files have more than 16 bytes\n  GOSET_ARCHIVE_SIZE raises that limit");
}
