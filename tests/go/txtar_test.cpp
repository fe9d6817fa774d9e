#include "support/txtar.hpp"

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a text archive has a comment and files") {
  const Txtar archive = txtar::parse(
      "why\n-- go.mod --\nmodule m\n\n--  a b.txt  --\n-- empty --\n-- crlf --\r\nx\r\n--no--\n--  "
      "--\nlast");
  CHECK(archive.comment == "why\n");
  REQUIRE(archive.files.size() == 4);
  CHECK(archive.files[0].name == "go.mod");
  CHECK(archive.files[0].data == "module m\n\n");
  CHECK(archive.files[1].name == "a b.txt");
  CHECK(archive.files[1].data.empty());
  CHECK(archive.files[2].name == "empty");
  CHECK(archive.files[3].name == "crlf");
  CHECK(archive.files[3].data == "x\r\n--no--\n--  --\nlast\n");
}

TEST_CASE("text without a file line is all comment") {
  CHECK(txtar::parse("a\nb").comment == "a\nb\n");
  CHECK(txtar::parse("").comment.empty());
}
