#include "goset/hash/nar.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"

namespace nar = goset::nar;
using namespace std::string_literals;

namespace {

struct File {
  std::string path;
  std::string contents;
  bool executable = false;
};

std::string archive(const std::vector<File>& files) {
  std::string out;
  nar::Writer writer([&out](std::string_view bytes) { out += bytes; });
  for (const File& file : files) {
    writer.begin_file(file.path, file.contents.size(), file.executable);
    writer.contents(file.contents);
  }
  writer.finish();
  return out;
}

std::string sri(const std::vector<File>& files) {
  return goset::encoding::sri(goset::sha256(archive(files)));
}

nar::Writer writer() {
  return nar::Writer([](std::string_view) {});
}

// A string as the archive has it, spelled with its length in front.
std::string padded(std::string_view text) {
  std::string out(1, static_cast<char>(text.size()));
  out += std::string(7, '\0');
  out += text;
  return out + std::string((8 - text.size() % 8) % 8, '\0');
}

std::string padded_all(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += padded(text);
  return out;
}

}  // namespace

TEST_CASE("Writer follows the grammar of Nix archives") {
  CHECK(archive({{"d/f", "hello", true}}) == padded_all({"nix-archive-1",
                                                         "(",
                                                         "type",
                                                         "directory",
                                                         "entry",
                                                         "(",
                                                         "name",
                                                         "d",
                                                         "node",
                                                         "(",
                                                         "type",
                                                         "directory",
                                                         "entry",
                                                         "(",
                                                         "name",
                                                         "f",
                                                         "node",
                                                         "(",
                                                         "type",
                                                         "regular",
                                                         "executable",
                                                         "",
                                                         "contents",
                                                         "hello",
                                                         ")",
                                                         ")",
                                                         ")",
                                                         ")",
                                                         ")"}));
}

// The trees were made in a shell; `nix-hash --type sha256 DIR` printed the digests in base 16.
TEST_CASE("Writer's archives have the hashes that nix-hash prints") {
  const struct {
    const char* what;
    std::vector<File> files;
    const char* hash;
  } cases[] = {
      {"empty directory", {}, "sha256-pQpattmS9VmO3ZIQUFn66az8GSmB4IvYhTTCFn6SUmo="},
      {"one file", {{"a", "hello\n"}}, "sha256-lYm+o5HTptO6iNGG6L41EMhGGyh2L9gt5P7stJH8gqI="},
      {"executable and plain file",
       {{"plain", "y"}, {"run", "x", true}},
       "sha256-PMIQKwAcC/X9cz7CN21ieIzcxbnrvVNSLh8WvLF2uFw="},
      {"sizes around the padding",
       {{"0", ""}, {"1", "z"}, {"7", "zzzzzzz"}, {"8", "zzzzzzzz"}, {"9", "zzzzzzzzz"}},
       "sha256-iYMvcP4QFW9UXmMgBIT/FgDbNvRnETRw6xowf8u92Eg="},
      {"directory before names that sort before its slash",
       {{"a/b", "1"}, {"a-b", "2"}, {"a.b", "3"}, {"a0", "4"}},
       "sha256-FMSCItumtOdFoxIUnzYFOjEBOqtLxko0ks6y/woczxs="},
      {"nested directories",
       {{"a/b/c/f", "f"}, {"a/d/g", "g"}, {"h", "h"}, {"\u00e9", "\u00e9"}},
       "sha256-yf/Yyj0fO5FhUJpoobb//qmVknhOXEhBd53z7R8W40c="},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    CHECK(sri(c.files) == c.hash);
  }
}

TEST_CASE("Writer takes contents in pieces") {
  std::string pieces;
  nar::Writer writer([&pieces](std::string_view bytes) { pieces += bytes; });
  writer.begin_file("a", 5);
  for (const char* piece : {"he", "", "llo"}) writer.contents(piece);
  writer.finish();
  CHECK(pieces == archive({{"a", "hello"}}));
}

TEST_CASE("Writer refuses files that do not follow each other") {
  const struct {
    const char* fault;
    const char* first;
    const char* second;
  } cases[] = {
      {"same file again", "a", "a"},
      {"wrong order", "b", "a"},
      {"order of whole paths", "a-b", "a/b"},
      {"directory entered again", "a/c", "a/b"},
      {"directory that is a file", "a", "a/b"},
      {"empty name", "a", ""},
      {"absolute path", "a", "/b"},
      {"doubled slash", "a", "b//c"},
      {"slash at the end", "a", "b/"},
      {"dot", "a", "b/./c"},
      {"dot dot", "a", "b/../c"},
  };
  for (const auto& c : cases) {
    INFO(c.fault);
    nar::Writer w = writer();
    w.begin_file(c.first, 0);
    CHECK_THROWS_AS(w.begin_file(c.second, 0), std::logic_error);
  }
}

TEST_CASE("Writer refuses contents of another size than announced") {
  nar::Writer more = writer();
  more.begin_file("a", 2);
  more.contents("12");
  CHECK_THROWS_AS(more.contents("3"), std::logic_error);

  nar::Writer less = writer();
  less.begin_file("a", 2);
  less.contents("1");
  CHECK_THROWS_AS(less.finish(), std::logic_error);
  CHECK_THROWS_AS(less.begin_file("b", 0), std::logic_error);

  nar::Writer no_file = writer();
  CHECK_THROWS_AS(no_file.contents("1"), std::logic_error);
}

TEST_CASE("Writer refuses to go on after finish") {
  nar::Writer w = writer();
  w.finish();
  CHECK_THROWS_AS(w.begin_file("a", 0), std::logic_error);
  CHECK_THROWS_AS(w.finish(), std::logic_error);
}

TEST_CASE("path_less orders component by component") {
  const std::vector<std::string> sorted = {"",    "a",     "a/b",  "a/b/c",    "a/b-c",
                                           "a-b", "a.b",   "a0",   "aa/b",     "b",
                                           "b\n", "b\x7f", "\xc3", "\xc3\xa9", "\xff"};
  for (std::size_t i = 0; i < sorted.size(); i++) {
    for (std::size_t j = 0; j < sorted.size(); j++) {
      INFO(sorted[i] << " and " << sorted[j]);
      CHECK(nar::path_less(sorted[i], sorted[j]) == (i < j));
    }
  }
}

TEST_CASE("Writer writes links and empty directories") {
  std::string out;
  nar::Writer writer([&out](std::string_view bytes) { out += bytes; });
  writer.directory("d");
  writer.directory("d/e");
  writer.link("d/l", "../x");
  writer.finish();
  std::istringstream words(
      "nix-archive-1 ( type directory entry ( name d node ( type directory"
      " entry ( name e node ( type directory ) )"
      " entry ( name l node ( type symlink target ../x ) ) ) ) )");
  std::string expected;
  for (std::string word; words >> word;) expected += padded(word);
  CHECK(out == expected);
}

TEST_CASE("Writer refuses what lies below a link") {
  nar::Writer writer = ::writer();
  writer.link("a", "b");
  CHECK_THROWS_AS(writer.directory("a/c"), std::logic_error);
}
