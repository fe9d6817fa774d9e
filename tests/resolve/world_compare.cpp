#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "goset/error.hpp"
#include "outcome.hpp"

// Worlds by hand:
//
//   world-compare print FILE     the worlds of a file with what the first resolver finds
//
// An expectation that is there says which details are printed.

namespace {

namespace world = goset::world;

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

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc == 3 && std::string(argv[1]) == "print") return print(argv[2]);
  } catch (const goset::Error& error) {
    fmt::print(stderr, "error: {}\n", error.message());
    return 1;
  }
  std::fputs("usage: world-compare print FILE\n", stderr);
  return 2;
}
