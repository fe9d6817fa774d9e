#include "goset/app/why.hpp"

#include "goset/app/relock.hpp"
#include "goset/store/set_files.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

using Texts = std::vector<std::string>;

Why asked(SetFolder& set, const std::string& subject, const std::string& leaf = "") {
  return why(set.folder(), subject, leaf, set.session(), ignore);
}

// told is all of an answer as text.
std::string told(const Why& why) {
  std::string out;
  for (const Why::User& user : why.users) {
    out += user.leaf + " " + user.module + "\n";
    for (const Why::Step& step : user.line) out += "  " + step.package + step.module.str() + "\n";
  }
  for (const Why::Version& one : why.versions) {
    out += one.module.str() + one.track + "\n";
    for (const std::string& reason : one.because) out += "  " + reason + "\n";
    for (const auto& [leaf, version] : one.alone) out += "  " + leaf + version + "\n";
  }
  for (const auto& [leaf, one] : why.listed) out += leaf + one.version + one.requirer + "\n";
  return out;
}

}  // namespace

TEST_CASE("a module is needed by a line of imports from a leaf's own package") {
  SetFolder set(two_programs);
  const Why why = asked(set, "example.com/deep");
  REQUIRE(why.users.size() == 1);
  const Why::User& user = why.users[0];
  CHECK(user.leaf == "tool");
  CHECK(user.module == "example.com/tool");
  REQUIRE(user.line.size() == 3);
  CHECK(user.line[0].package == "example.com/tool");
  CHECK(user.line[0].module.version == "");
  CHECK(user.line[1].package == "example.com/lib/sub");
  CHECK(user.line[1].module.version == "v1.1.0");
  CHECK(user.line[2].package == "example.com/deep");
}

TEST_CASE("a version is told with who selects it, and with what others have alone") {
  SetFolder set(two_programs);
  const Why why = asked(set, "example.com/lib");
  CHECK(why.users.size() == 2);
  REQUIRE(why.versions.size() == 1);
  CHECK(why.versions[0].module.version == "v1.1.0");
  CHECK(why.versions[0].because == Texts{"tool alone selects it"});
  CHECK(why.versions[0].alone == std::map<std::string, std::string>{{"app", "v1.0.0"}});
}

TEST_CASE("a package is asked for by its import path") {
  SetFolder set(two_programs);
  const Why why = asked(set, "example.com/lib/sub");
  REQUIRE(why.users.size() == 1);
  CHECK(why.users[0].leaf == "tool");
  REQUIRE(why.versions.size() == 1);
  CHECK(why.versions[0].module.path == "example.com/lib");
}

TEST_CASE("a pin is the reason of a version that nothing else asks for") {
  SetFolder set(two_programs);
  set.write("goset.toml",
            set.read("goset.toml") + "\n[pin]\n\"example.com/lib\" = \">= v1.2.0\"\n");
  const Why why = asked(set, "example.com/lib");
  REQUIRE(why.versions.size() == 1);
  CHECK(why.versions[0].because == Texts{"goset.toml pins it"});
}

TEST_CASE("an answer from the lock is the one that resolving gives") {
  for (const std::string subject :
       {"example.com/lib", "example.com/lib/sub", "example.com/deep", "example.com/listed"}) {
    SetFolder set(two_programs);
    const Why resolved = asked(set, subject);
    set.lock();
    const Why recalled = asked(set, subject);
    CHECK(told(recalled) == told(resolved));
    CHECK(!told(recalled).empty());
  }
}

TEST_CASE("a lock that turns out not to hold is not answered from") {
  SetFolder set(two_programs);
  Lock lock = set.lock();
  lock.set.modules.erase("example.com/deep");
  std::size_t users = 0;
  with_resolution(read_manifest(set.folder()), set.path(), lock, true, set.session(), ignore,
                  [&](const resolve::Resolution& resolution) {
                    users = Why::of(resolution, "example.com/deep", "").users.size();
                  });
  CHECK(users == 1);
}

TEST_CASE("a module that is only listed is told by who requires it") {
  SetFolder set(two_programs);
  const Why why = asked(set, "example.com/listed");
  CHECK(why.users.empty());
  REQUIRE(why.listed.size() == 1);
  CHECK(why.listed.at("tool").version == "v1.0.0");
  CHECK(why.listed.at("tool").requirer == "example.com/lib@v1.1.0");
}

TEST_CASE("a leaf narrows the answer down") {
  SetFolder set(two_programs);
  CHECK(asked(set, "example.com/lib", "app").users.size() == 1);
  CHECK(error_of([&] {
          asked(set, "example.com/deep", "app");
        }).starts_with("example.com/deep: not used by leaf app\n"));
  CHECK(error_of([&] { asked(set, "example.com/lib", "apq"); }).find("app") != std::string::npos);
}

TEST_CASE("what nobody needs is refused, with the nearest module of the lock") {
  SetFolder set(two_programs);
  set.lock();
  const std::string fault = error_of([&] { asked(set, "example.com/lip"); });
  CHECK(fault.starts_with("example.com/lip: not used by any program of the set\n"));
  CHECK(fault.find("example.com/lib") != std::string::npos);
}

TEST_CASE("the highest go line is told with who requires its module") {
  SetFolder set(two_programs);
  CHECK(error_of([&] { why_go(set.folder(), set.session(), ignore); }) != "");
  set.lock();
  const WhyGo why = why_go(set.folder(), set.session(), ignore);
  CHECK(why.go == "1.22");
  REQUIRE(why.by.size() == 1);
  CHECK(why.by[0].who == "example.com/deep v1.0.0");
  REQUIRE(why.by[0].required_by);
  CHECK(*why.by[0].required_by == Texts{"example.com/lib@v1.1.0", "leaf tool"});
}
