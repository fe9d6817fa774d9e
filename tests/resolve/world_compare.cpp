#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "outcome.hpp"
#include "random_world.hpp"
#include "shrink.hpp"

// Worlds by hand:
//
//   world-compare print FILE       the worlds of a file with what the first resolver finds; an
//                                  expectation that is there says which details are printed
//   world-compare files FILE...    the worlds of files, compared as random ones are
//   world-compare random [OPTION N]...
//                                  random worlds by every resolver in every order of arrival, until
//                                  two outcomes differ: prints the world, shrunk, and both
//   world-compare make [OPTION N]...
//                                  one random world
//
// Options: --seed (the first), --count, --main 1 (no details), --whole 1 (do not shrink), and the
// numbers of a Shape (--leaves, --modules, --drift ...), which are random where none is given.

namespace {

namespace world = goset::world;

using Options = std::map<std::string, int>;

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (!name.starts_with("--")) throw goset::Error(name + " is not an option");
    options[name.substr(2)] = std::atoi(argv[i + 1]);
  }
  return options;
}

int option(const Options& options, const std::string& name, int otherwise) {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : found->second;
}

void set_shape(world::Shape& shape, const Options& options) {
  using world::Shape;
  static const std::map<std::string, int Shape::*> numbers = {{"leaves", &Shape::leaves},
                                                              {"modules", &Shape::modules},
                                                              {"versions", &Shape::versions},
                                                              {"packages", &Shape::packages},
                                                              {"requires", &Shape::requires_},
                                                              {"imports", &Shape::imports},
                                                              {"nested", &Shape::nested},
                                                              {"unpruned", &Shape::unpruned},
                                                              {"drift", &Shape::drift},
                                                              {"circle", &Shape::circle},
                                                              {"unlisted", &Shape::unlisted},
                                                              {"condition", &Shape::condition},
                                                              {"absent", &Shape::absent},
                                                              {"untidy", &Shape::untidy},
                                                              {"exclude", &Shape::exclude},
                                                              {"replace", &Shape::replace},
                                                              {"workspace", &Shape::workspace},
                                                              {"tagged", &Shape::tagged},
                                                              {"pin", &Shape::pin},
                                                              {"track", &Shape::track},
                                                              {"shared", &Shape::shared},
                                                              {"loop", &Shape::loop}};
  for (const auto& [name, value] : options) {
    if (name == "seed" || name == "count" || name == "main" || name == "whole") continue;
    const auto found = numbers.find(name);
    if (found == numbers.end()) throw goset::Error(fmt::format("--{} is not an option", name));
    shape.*(found->second) = value;
  }
}

world::World make(int seed, const Options& options) {
  std::mt19937 random(static_cast<unsigned>(seed));
  world::Shape shape = world::random_shape(random);
  set_shape(shape, options);
  world::World w = world::random_world(random, shape);
  w.name = fmt::format("seed {}", seed);
  // What fails alone hides all else; now and then the failure itself is of interest.
  const auto outcome = [&w] { return world::resolvers().front().outcome(w, {}); };
  while (seed % 8 != 0 && world::take_out(w, outcome())) {
  }
  return w;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw goset::Error(file + ": no such file");
  return {std::istreambuf_iterator<char>(in), {}};
}

int print(const std::string& file) {
  for (world::World& w : world::parse_all(text_of(file))) {
    const std::string outcome = world::resolvers().front().outcome(w, {});
    w.expected = world::asked_for(outcome, w.expected);
    fmt::print("{}\n", world::str(w));
  }
  return 0;
}

// Comparison is of what the first resolver finds, all facts known, with each other way.
class Comparison {
 public:
  explicit Comparison(const Options& options) : options_(options) {}

  int run() {
    const int first = option(options_, "seed", 1);
    const int count = option(options_, "count", 1000);
    for (int seed = first; seed < first + count; ++seed) {
      const world::World w = make(seed, options_);
      note(reference(w));
      if (!agrees(w, static_cast<unsigned>(seed))) return 1;
    }
    print_counts(count);
    return 0;
  }

  int run_files(const std::vector<std::string>& files) {
    int count = 0;
    for (const std::string& file : files) {
      for (const world::World& w : world::parse_all(text_of(file))) {
        note(reference(w));
        if (!agrees(w, 1)) return 1;
        ++count;
      }
    }
    print_counts(count);
    return 0;
  }

 private:
  std::string shown(const std::string& outcome) const {
    return option(options_, "main", 0) != 0 ? world::asked_for(outcome, "") : outcome;
  }

  std::string reference(const world::World& w) const {
    return shown(world::resolvers().front().outcome(w, {}));
  }

  bool agrees(const world::World& w, unsigned seed) {
    const std::string expected = reference(w);
    for (const world::Resolver& resolver : world::resolvers()) {
      const auto start = std::chrono::steady_clock::now();
      for (const world::Arrival& arrival : world::arrivals(seed)) {
        if (shown(resolver.outcome(w, arrival)) == expected) continue;
        report(w, resolver, arrival);
        return false;
      }
      seconds_[resolver.name] +=
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    return true;
  }

  void report(const world::World& whole, const world::Resolver& resolver,
              const world::Arrival& arrival) const {
    const auto found = [&](const world::World& w) { return shown(resolver.outcome(w, arrival)); };
    const auto differs = [&](const world::World& w) { return found(w) != reference(w); };
    world::World w = option(options_, "whole", 0) != 0 ? whole : world::shrink(whole, differs);
    w.expected = reference(w);
    fmt::print("{}, {}, by {}\n\n{}\n{} - and found +\n{}", whole.name, arrival.str(),
               resolver.name, world::str(w), world::resolvers().front().name,
               world::difference(w.expected, found(w)));
  }

  // note counts what the worlds were good for.
  void note(const std::string& outcome) {
    const auto has = [&](std::string_view text) { return outcome.find(text) != std::string::npos; };
    const bool failed = !has("\nown ") && !outcome.starts_with("own ");
    ++counts_[!failed                          ? "resolved"
              : outcome.starts_with("error: ") ? "with an error"
              : outcome.starts_with("held")    ? "with a pin that does not hold"
                                               : "with a missing module"];
    if (has(" automatic: go.mod excludes")) ++counts_["with a leaf that excludes"];
    if (has(" automatic: package")) ++counts_["with a broken leaf"];
    if (has(", for leaf ")) ++counts_["with a package in two modules"];
    if (has(" joint: ")) ++counts_["with a leaf that replaces"];
    if (has("track old of") || has("track odd of")) ++counts_["with a stated track"];
    if (has("circle\n")) ++counts_["with a circle"];
    if (has("unsupported ")) ++counts_["with an unsupported platform"];
    if (has("is in an import cycle")) ++counts_["with an import cycle"];
  }

  void print_counts(int worlds) const {
    fmt::print("{} worlds, {} orders of arrival, no difference\n", worlds,
               world::arrivals(0).size());
    for (const auto& [what, count] : counts_) fmt::print("  {:5} {}\n", count, what);
    for (const auto& [name, seconds] : seconds_) fmt::print("{}: {:.2f} s\n", name, seconds);
  }

  const Options options_;
  std::map<std::string, int> counts_;
  std::map<std::string, double> seconds_;
};

int run(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "print" && argc == 3) return print(argv[2]);
  if (command == "files") return Comparison({}).run_files({argv + 2, argv + argc});
  if (argc % 2 == 0 && command == "random") return Comparison(options_of(argc, argv)).run();
  if (argc % 2 == 0 && command == "make") {
    const Options options = options_of(argc, argv);
    fmt::print("{}", world::str(make(option(options, "seed", 1), options)));
    return 0;
  }
  std::fputs(
      "usage: world-compare print FILE | files FILE... | random [OPTION N]... | make [OPTION "
      "N]...\n",
      stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const goset::Error& error) {
    fmt::print(stderr, "error: {}\n", error.message());
    for (const std::string& note : error.notes()) fmt::print(stderr, "  {}\n", note);
    return 2;
  }
}
