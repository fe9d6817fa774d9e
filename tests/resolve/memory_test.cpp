#include <fmt/format.h>

#include "goset/hash/sha256.hpp"
#include "outcome.hpp"
#include "resolution_outcome.hpp"
#include "support/catch.hpp"
#include "world_facts.hpp"

// That a memory changes nothing is checked in all worlds: see resolvers().

namespace {

namespace world = goset::world;
namespace resolve = goset::resolve;

// In it `tool` can't live with the set's versions, and `app` needs a module that they bring in.
constexpr const char* apart = R"(leaf app: a.io@v1
  . : a.io
leaf big: a.io@v1.5
  . : a.io
leaf tool: a.io@v1
  . : a.io a.io/old
a.io@v1: b.io@v1
  . : b.io
  old :
a.io@v1.5: c.io@v1
  . : c.io
b.io@v1
c.io@v1
)";

struct Run {
  resolve::Resolution resolution;
  std::set<goset::ModuleVersion> go_mods;  // that were asked for
};

class Counting : public world::WorldFacts {
 public:
  using WorldFacts::WorldFacts;
  const goset::ModSummary* summary(const goset::ModuleVersion& m) const override {
    go_mods.insert(m);
    return WorldFacts::summary(m);
  }
  bool note_summary(const goset::ModuleVersion& m) override {
    go_mods.insert(m);
    return WorldFacts::note_summary(m);
  }
  mutable std::set<goset::ModuleVersion> go_mods;
};

Run run(const std::string& text, const std::string& memory, bool identify = true) {
  const world::World w = world::parse(text);
  static const goset::Configurations configurations = world::configurations_of(w);
  auto facts = std::make_unique<Counting>(w, configurations, world::Arrival{});
  goset::SetToResolve set = world::set_to_resolve(w, configurations);
  for (goset::LeafToResolve& leaf : set.leaves) leaf.identity = identify ? leaf.name : "";
  resolve::Options options;
  options.memory = std::make_shared<const std::string>(memory);
  resolve::Resolution resolution =
      resolve::Resolution::of(std::move(set), configurations, *facts, "", options);
  return {std::move(resolution), std::move(facts->go_mods)};
}

std::string tracks_of(const Run& run) {
  std::string result;
  for (const resolve::Resolution::Leaf& leaf : run.resolution.leaves()) {
    result += fmt::format("{} {}:", leaf.name(), leaf.track());
    for (const goset::ModuleVersion& m : leaf.needed()) result += " " + m.str();
    result += "\n";
  }
  for (const resolve::Resolution::Track& track : run.resolution.tracks()) {
    result += track.reason() + "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("a resolution with its own memory finds nothing new") {
  const Run first = run(apart, "");
  const std::string memory = first.resolution.memory().value();
  const Run second = run(apart, memory);
  CHECK_FALSE(second.resolution.memory());
  CHECK(tracks_of(second) == tracks_of(first));
  CHECK(tracks_of(first).find("tool tool: a.io@v1.0.0 b.io@v1.0.0") != std::string::npos);
}

TEST_CASE("go.mod files that only a look on the way has read are asked for again") {
  // Until tool is set apart, app is looked at with its version of z.io, and reads more than tool.
  const std::string text = R"(leaf app go1.16: z.io@v1
  . : z.io
leaf big: a.io@v1.5
  . : a.io
leaf tool: a.io@v1 z.io@v1.5
  . : a.io/old z.io
a.io@v1
  old :
a.io@v1.5
z.io@v1
z.io@v1.5: w.io@v1
w.io@v1
)";
  const Run first = run(text, "");
  CHECK(first.go_mods.contains({"w.io", "v1.0.0"}));
  const Run second = run(text, first.resolution.memory().value());
  CHECK_FALSE(second.resolution.memory());
  CHECK(second.go_mods == first.go_mods);
}

TEST_CASE("what no look refers to any more is forgotten") {
  std::string memory;
  std::size_t largest = 0;
  for (int version = 1; version <= 200; ++version) {
    // The set's version of b.io moves with each, and app needs another module there.
    std::string text = "leaf app: b.io@v1\n  . : b.io\n";
    text += fmt::format("leaf big: b.io@v1.{}\n  . : b.io\nb.io@v1\n", version);
    text += fmt::format("b.io@v1.{0}: m{0}.io@v1\n  . : m{0}.io\nm{0}.io@v1\n", version);
    memory = run(text, memory).resolution.memory().value_or(memory);
    if (version == 100) largest = memory.size();
  }
  CHECK(memory.size() < largest + largest / 10);
}

TEST_CASE("nothing is kept of leaves that nobody can identify") {
  CHECK_FALSE(run(apart, "", false).resolution.memory());
}

TEST_CASE("a damaged memory counts for nothing") {
  const Run first = run(apart, "");
  const std::string memory = first.resolution.memory().value();
  for (std::size_t size = 0; size < memory.size(); size += 7) {
    CHECK(run(apart, memory.substr(0, size)).resolution.memory() == memory);
  }
  // Whoever writes a hash that fits is believed, but can't make it read where nothing is.
  constexpr std::size_t head = 14;
  for (std::size_t at = head + 32; at < memory.size(); ++at) {
    for (const char by : {'\0', '\x7f', '\xff'}) {
      std::string other = memory;
      other[at] = by;
      const goset::Sha256Digest hash = goset::sha256(std::string_view(other).substr(head + 32));
      std::copy(hash.begin(), hash.end(), other.begin() + head);
      INFO("byte " << at);
      CHECK(tracks_of(run(apart, other)).find("app ") == 0);
    }
  }
}

TEST_CASE("what is remembered of other contents by the same name is found out") {
  const std::string memory = run(apart, "").resolution.memory().value();
  std::string other = apart;
  other.replace(other.find("  . : b.io\n  old"), 10, "  . : c.io");
  other.replace(other.find("a.io@v1: b.io@v1"), 16, "a.io@v1: b.io@v1 c.io@v1");
  CHECK(tracks_of(run(other, memory)) == tracks_of(run(other, "")));
  CHECK(tracks_of(run(other, memory)) != tracks_of(run(apart, memory)));
}

TEST_CASE("what a remembered walk did not find is looked for again") {
  const std::string text = R"(leaf app: a.io@v1 a.io/x@v1
  . : a.io/x/y
a.io@v1
a.io/x@v1
  y :
)";
  const std::string memory = run(text, "").resolution.memory().value();
  CHECK_FALSE(run(text, memory).resolution.memory());
  // A second module has the package.
  std::string other = text;
  other.insert(other.find("a.io/x@v1\n  y"), "  x/y :\n");
  CHECK_THROWS_WITH(run(other, ""), Catch::Contains("ambiguous import of a.io/x/y"));
  CHECK_THROWS_WITH(run(other, memory), Catch::Contains("ambiguous import of a.io/x/y"));
}

TEST_CASE("a walk that is made for a remembered look is remembered too") {
  // With another program the set has another version; then it has the first again.
  const std::string alone = R"(leaf app: a.io@v1
  . : a.io
a.io@v1
a.io@v1.5: b.io@v1
  . : b.io
b.io@v1
)";
  const std::string both = "leaf big: a.io@v1.5\n  . : a.io\n" + alone;
  const std::string first = run(alone, "").resolution.memory().value();
  const std::string second = run(both, first).resolution.memory().value();
  const std::optional<std::string> third = run(alone, second).resolution.memory();
  REQUIRE(third);
  CHECK_FALSE(run(alone, *third).resolution.memory());
}
