#include "pace.hpp"

#include "support/catch.hpp"

using namespace goset;
using namespace std::chrono_literals;

namespace {

// Watched is a transfer whose server must begin within a minute, and send 100 bytes a second.
struct Watched {
  const Pace::Clock::time_point begun = Pace::Clock::now();
  Pace pace{begun};
  std::string after(std::chrono::seconds time, std::uint64_t received) {
    return pace.fault(begun + time, received, CurlOptions::Speed{});
  }
};

}  // namespace

TEST_CASE("PaceWaitsSomeTimeForAnAnswer") {
  Watched silent;
  CHECK(silent.after(59s, 0).empty());
  CHECK(silent.after(60s, 0) == "no answer in 60 s");
}

TEST_CASE("PaceEndsWhatComesAByteAtATime") {
  Watched slow;
  CHECK(slow.after(30s, 1).empty());
  CHECK(slow.after(60s, 150) == "slower than 100 bytes a second for 60 s");
  Watched stops;
  CHECK(stops.after(60s, 1'000'000).empty());
  CHECK(stops.after(119s, 1'000'000).empty());
  CHECK(stops.after(120s, 1'005'999) == "slower than 100 bytes a second for 60 s");
}

TEST_CASE("PaceMeasuresEachStretchByItself") {
  Watched steady;
  for (int minute = 1; minute < 60; ++minute) {
    CHECK(steady.after(minute * 60s, static_cast<std::uint64_t>(minute) * 6000).empty());
  }
}

TEST_CASE("PaceEndsWhatTakesLongInAll") {
  Watched endless;
  CHECK(endless.after(3599s, 1'000'000'000).empty());
  CHECK(endless.after(3600s, 2'000'000'000) == "not complete after 60 minutes");
}
