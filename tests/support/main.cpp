#include <cstdio>
#include <string>

#ifndef GOSET_CATCH2_V3
#define CATCH_CONFIG_RUNNER
#endif
#include "support/catch.hpp"

// Runs a suite and closes with the line that ./dev test adds up: `NAME: N passed, N failed`.

namespace {

#ifdef GOSET_CATCH2_V3
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif

class Summary : public Listener {
 public:
  using Listener::Listener;
  void testRunEnded(const Catch::TestRunStats& stats) override {
    totals = stats.totals.testCases;
    Listener::testRunEnded(stats);
  }
  static Catch::Counts totals;
};

Catch::Counts Summary::totals;

}  // namespace

CATCH_REGISTER_LISTENER(Summary)

int main(int argc, char** argv) {
  const int result = Catch::Session().run(argc, argv);
  std::string name = argv[0];
  name = name.substr(name.rfind('/') + 1);
  if (name.starts_with("test-")) name = name.substr(5);
  std::printf("%s: %llu passed, %llu failed\n", name.c_str(),
              static_cast<unsigned long long>(Summary::totals.passed),
              static_cast<unsigned long long>(Summary::totals.failed));
  return result;
}
