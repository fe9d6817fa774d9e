#include "goset/os/descriptor.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using goset::Descriptor;

TEST_CASE("a descriptor is closed once, by its last owner") {
  const TempDir temp;
  int number = -1;
  {
    Descriptor first(temp.write("a", "text"), O_RDONLY);
    REQUIRE(first.is_open());
    number = first.number();
    CHECK((::fcntl(number, F_GETFD) & FD_CLOEXEC) != 0);
    const Descriptor second(std::move(first));
    CHECK_FALSE(first.is_open());
    CHECK(second.number() == number);
  }
  CHECK(::fcntl(number, F_GETFD) == -1);
}

TEST_CASE("a descriptor that is given another closes its own at the end") {
  const TempDir temp;
  const std::string file = temp.write("a", "text");
  Descriptor one(file, O_RDONLY);
  const int number = one.number();
  {
    Descriptor two(file, O_RDONLY);
    one = std::move(two);
  }
  CHECK(::fcntl(number, F_GETFD) == -1);
  CHECK(one.is_open());
}

TEST_CASE("what can't be opened says why in errno") {
  const TempDir temp;
  const Descriptor absent(temp.path() / "absent", O_RDONLY);
  CHECK(errno == ENOENT);
  CHECK_FALSE(absent.is_open());
  char byte = 0;
  CHECK_FALSE(absent.read(&byte, 1));
  CHECK_FALSE(absent.write("x"));
  CHECK_FALSE(absent.lock());
}

TEST_CASE("read_at reads all that is asked for, or says so") {
  const TempDir temp;
  const Descriptor file(temp.write("a", "0123456789"), O_RDONLY);
  char bytes[10];
  CHECK(file.read_at(bytes, 4, 3));
  CHECK(std::string(bytes, 4) == "3456");
  CHECK_FALSE(file.read_at(bytes, 4, 7));
}

TEST_CASE("a lock keeps another descriptor out until it is closed") {
  const TempDir temp;
  const std::string file = temp.write("a", "");
  Descriptor one(file, O_RDWR);
  const Descriptor two(file, O_RDWR);
  REQUIRE(one.lock());
  CHECK(::flock(two.number(), LOCK_EX | LOCK_NB) == -1);
  CHECK(one.close());
  CHECK(two.lock());
}
