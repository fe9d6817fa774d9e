#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "outcome.hpp"
#include "random_world.hpp"
#include "support/catch.hpp"

// What the resolver says of random worlds, looked at with other eyes: a second check by names, which
// reads nothing but the world and the outcome, must find no name missing.

namespace {

namespace world = goset::world;
using goset::ModuleVersion;

// LeafOutcome is what an outcome says of one leaf.
struct LeafOutcome {
  std::map<std::string, std::string> own;    // module path to version
  std::map<std::string, std::string> needs;  // likewise
  std::set<std::string> imports;             // those in all configurations
};

// full spells a version out: v1 is v1.0.0.
std::string full(std::string version) {
  for (auto dots = std::count(version.begin(), version.end(), '.'); dots < 2; ++dots) {
    version += ".0";
  }
  return version;
}

std::map<std::string, LeafOutcome> leaves_in(const std::string& outcome) {
  std::map<std::string, LeafOutcome> result;
  std::istringstream lines(outcome);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string what;
    std::string name;
    words >> what >> name;
    if (!name.ends_with(':')) continue;
    LeafOutcome& leaf = result[name.substr(0, name.size() - 1)];
    for (std::string word; words >> word;) {
      const std::size_t at = word.find('@');
      if (what == "own" && at != std::string::npos) {
        leaf.own[word.substr(0, at)] = full(word.substr(at + 1));
      } else if (what == "needs" && at != std::string::npos) {
        leaf.needs[word.substr(0, at)] = full(word.substr(at + 1));
      } else if (what == "imports") {
        if (word.starts_with('[')) {
          std::getline(words, line);  // some configurations only: leave the rest out
          break;
        }
        leaf.imports.insert(word);
      }
    }
  }
  return result;
}

// package_in returns a package by its import path in a module; null if the module has none there.
const world::Package* package_in(const world::Module& module, const std::string& path,
                                 const std::string& import) {
  if (import != path && !import.starts_with(path + "/")) return nullptr;
  const std::string directory = import == path ? "." : import.substr(path.size() + 1);
  const auto found =
      std::find_if(module.packages.begin(), module.packages.end(),
                   [&](const world::Package& p) { return p.directory == directory; });
  return found == module.packages.end() ? nullptr : &*found;
}

class Checker {
 public:
  explicit Checker(const world::World& w) : world_(w) {}

  // missing returns "IMPORTER: IMPORT.NAME" for names that a leaf lacks by the set's doing.
  std::vector<std::string> missing(const world::Leaf& leaf, const LeafOutcome& outcome) {
    std::vector<std::string> result;
    const world::SourceModule& main = leaf.mains.front();
    look(main, main.path, "", outcome, result);
    for (const auto& [path, version] : outcome.needs) {
      look(published({path, version}), path, version, outcome, result);
    }
    return result;
  }

  int judged() const { return judged_; }

 private:
  const world::Published& published(const ModuleVersion& m) {
    return known_.try_emplace(m, world::module_at(world_, m)).first->second;
  }

  // look looks at the packages of one module, without a version for the leaf's own.
  void look(const world::Module& user, const std::string& path, const std::string& version,
            const LeafOutcome& outcome, std::vector<std::string>& result) {
    for (const world::Package& package : user.packages) {
      const std::string importer = package.directory == "." ? path : path + "/" + package.directory;
      if (!package.when.empty() || !outcome.imports.contains(importer)) continue;
      for (const world::Import& import : package.imports) {
        if (import.when || import.names.empty()) continue;
        for (const auto& [used, at] : outcome.needs) {
          if (used == path) continue;
          const world::Package* const target = package_in(published({used, at}), used, import.path);
          if (!target || !target->when.empty()) continue;
          const std::string asked = asked_by(user, version, used, outcome);
          if (asked.empty() || asked == at || is_alone(path, version, used, at, outcome)) continue;
          const world::Package* const before =
              package_in(published({used, asked}), used, import.path);
          if (!before) continue;
          ++judged_;
          for (const std::string& name : import.names) {
            if (has(*target, name) || !has(*before, name)) continue;
            result.push_back(fmt::format("{}: {}.{}", importer, import.path, name));
          }
        }
      }
    }
  }

  static bool has(const world::Package& package, const std::string& name) {
    return std::find(package.names.begin(), package.names.end(), name) != package.names.end();
  }

  static std::string asked_by(const world::Module& user, const std::string& version,
                              const std::string& used, const LeafOutcome& outcome) {
    if (!version.empty()) {
      for (const ModuleVersion& r : user.require) {
        if (r.path == used) return r.version;
      }
    }
    const auto own = outcome.own.find(used);
    return own == outcome.own.end() ? "" : own->second;
  }

  static bool is_alone(const std::string& user, const std::string& version, const std::string& used,
                       const std::string& at, const LeafOutcome& outcome) {
    const auto has = [&](const std::string& path, const std::string& wanted) {
      const auto own = outcome.own.find(path);
      return own != outcome.own.end() && own->second == wanted;
    };
    return (version.empty() || has(user, version)) && has(used, at);
  }

  const world::World& world_;
  std::map<ModuleVersion, world::Published> known_;
  int judged_ = 0;
};

// is_simple leaves out what the second check does not know of: replacements and pins.
bool is_simple(const world::World& w) {
  return w.pins.empty() && w.tracks.empty() && w.replace.empty() &&
         std::all_of(w.leaves.begin(), w.leaves.end(), [](const world::Leaf& leaf) {
           return leaf.mains.size() == 1 && leaf.locals.empty() && leaf.work_replace.empty() &&
                  leaf.mains.front().replace.empty();
         });
}

}  // namespace

TEST_CASE("no name is missing that some choice of versions could give") {
  int judged = 0;
  int apart = 0;
  for (unsigned seed = 1000; seed < 1400; ++seed) {
    std::mt19937 random(seed);
    world::Shape shape = world::random_shape(random);
    shape.replace = shape.workspace = shape.pin = shape.track = shape.shared = 0;
    shape.gone = 25;
    shape.leaves = 6;
    shape.condition = 0;
    shape.used = 80;
    world::World w = world::random_world(random, shape);
    std::string outcome = world::resolvers().front().outcome(w, {});
    while (world::take_out(w, outcome)) outcome = world::resolvers().front().outcome(w, {});
    REQUIRE(is_simple(w));
    // Then some versions stand higher than anybody asks for.
    if (outcome.find("circle\n") != std::string::npos) continue;
    if (outcome.find("cannot use") != std::string::npos) ++apart;
    Checker checker(w);
    const std::map<std::string, LeafOutcome> found = leaves_in(outcome);
    for (const world::Leaf& leaf : w.leaves) {
      const auto of_leaf = found.find(leaf.name);
      if (of_leaf == found.end()) continue;
      const std::vector<std::string> missing = checker.missing(leaf, of_leaf->second);
      if (missing.empty()) continue;
      INFO(world::str(w));
      INFO(outcome);
      FAIL_CHECK(fmt::format("seed {}: leaf {} lacks {}", seed, leaf.name, missing.front()));
    }
    judged += checker.judged();
  }
  CHECK(judged > 200);
  CHECK(apart > 50);
}
