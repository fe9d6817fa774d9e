#include "random_world.hpp"

#include <set>

#include "outcome.hpp"
#include "shrink.hpp"
#include "support/catch.hpp"

namespace {

namespace world = goset::world;

world::World small(unsigned seed) {
  std::mt19937 random(seed);
  return world::random_world(random, world::random_shape(random));
}

// In a larger one there is more that takes several rounds.
world::World large(unsigned seed) {
  std::mt19937 random(seed);
  world::Shape shape = world::random_shape(random);
  shape.leaves = 12;
  shape.modules = 20;
  shape.versions = 6;
  return world::random_world(random, shape);
}

std::string outcome(const world::World& w) {
  return world::resolvers().front().outcome(w, {});
}

}  // namespace

TEST_CASE("in random worlds all resolvers find the same, whatever arrives first") {
  int resolved = 0;
  std::set<std::string> seen;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    world::World w = seed % 10 == 0 ? large(seed) : small(seed);
    std::string expected = outcome(w);
    while (world::take_out(w, expected)) expected = outcome(w);
    for (const std::string what :
         {" automatic: go.mod excludes", " automatic: package", " automatic: needs", " cannot use ",
          " joint: ", "unsupported ", "track old of ", "\ncircle\n"}) {
      if (expected.find(what) != std::string::npos) seen.insert(what);
    }
    if (expected.find("own ") != std::string::npos) ++resolved;
    for (const world::Resolver& resolver : world::resolvers()) {
      for (const world::Arrival& arrival : world::arrivals(seed)) {
        const std::string found = resolver.outcome(w, arrival);
        if (found == expected) continue;
        INFO(world::str(w));
        INFO(resolver.name << ", " << arrival.str());
        FAIL(world::difference(expected, found));
      }
    }
  }
  CHECK(resolved > 200);
  CHECK(seen.size() >= 7);
}

TEST_CASE("the same seed makes the same world, which reads back") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const world::World w = small(seed);
    CHECK(world::str(w) == world::str(small(seed)));
    CHECK(world::str(world::parse(world::str(w))) == world::str(w));
    CHECK(outcome(world::parse(world::str(w))) == outcome(w));
  }
  CHECK(world::str(small(1)) != world::str(small(2)));
}

TEST_CASE("a world is shrunk to the lines that matter") {
  const world::World w = world::parse(R"(pin z.io >= v1
leaf app go1.16: a.io@v1 b.io@v1
  exclude a.io@v1.2 a.io@v1.3
  . : a.io [linux] b.io
  cmd : b.io
leaf old: c.io@v1
leaf tool: a.io@v1.2
  . : a.io
a.io@v1: d.io@v1
  . : d.io
d.io@v1)");
  const world::World less = world::shrink(w, [](const world::World& it) {
    return outcome(it).find("go.mod excludes") != std::string::npos;
  });
  CHECK(world::str(less) == R"(leaf app: a.io@v1
  exclude a.io@v1.2
  . : a.io
leaf tool: a.io@v1.2
)");
}
