#include "goset/os/whole_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <string>

#include "goset/error.hpp"
#include "goset/os/descriptor.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;

using goset::Durable;

namespace {

const std::string large = std::string(200'000, 'x') + "end";

}  // namespace

TEST_CASE("read_file gives all of a file, nothing where there is none, and else throws") {
  const TempDir temp;
  CHECK(goset::read_file(temp.write("large", large)) == large);
  CHECK(goset::read_file(temp.write("empty", "")) == "");
  CHECK(goset::read_file(temp.path() / "absent") == std::nullopt);
  CHECK(goset::read_file(temp.path() / "empty/below a file") == std::nullopt);
  CHECK_THROWS_WITH(goset::read_file(temp.path()), temp.path().string() + ": Is a directory");
}

TEST_CASE("a pipe, a socket or a device in the place of a file is refused, and not waited for") {
  const TempDir temp;
  const fs::path pipe = temp.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", temp.path() / "zero");
  const fs::path socket = temp.path() / "socket";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(socket.native().copy(address.sun_path, sizeof address.sun_path - 1) < 100);
  const goset::Descriptor bound(::socket(AF_UNIX, SOCK_STREAM, 0));
  REQUIRE(::bind(bound.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  for (const fs::path& file : {pipe, temp.path() / "zero", socket}) {
    const std::string message = file.string() + ": not a regular file";
    CHECK_THROWS_WITH(goset::read_file(file), message);
    CHECK_THROWS_WITH(goset::FileBytes(file), message);
    CHECK(goset::read_cached(file) == std::nullopt);
  }
  CHECK(goset::read_file("/dev/null") == "");  // asked for by name
}

TEST_CASE("read_cached takes what it can't read, or is too large, for nothing") {
  const TempDir temp;
  const fs::path file = temp.write("a", "text");
  CHECK(goset::read_cached(file) == "text");
  CHECK(goset::read_cached(file, 4) == "text");
  CHECK(goset::read_cached(file, 3) == std::nullopt);
  CHECK(goset::read_cached(temp.path()) == std::nullopt);
  CHECK(goset::read_cached(temp.path() / "absent") == std::nullopt);
}

TEST_CASE("bytes of a file that is cut short later stay what they were") {
  const TempDir temp;
  const fs::path file = temp.write("a", large);
  const goset::FileBytes read(file);
  fs::resize_file(file, 0);
  CHECK(read.bytes() == large);
  CHECK(goset::FileBytes(file).bytes().empty());
  CHECK_THROWS_AS(goset::FileBytes(temp.path() / "absent"), goset::Error);
}

TEST_CASE("write_new makes a file with a mode, and touches none that is there") {
  const TempDir temp;
  const fs::path file = temp.path() / "a";
  CHECK_FALSE(goset::write_new(file, "text", Durable::yes, 0640));
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(goset::write_new(file, "other", Durable::no) == std::errc::file_exists);
  CHECK(temp.read("a") == "text");
}
