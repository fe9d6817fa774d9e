#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "goset/escape/json.hpp"

namespace goset::cli {

// ProgressStep is what a program is doing.
struct ProgressStep {
  std::string phase;      // "resolving versions"
  std::string detail;     // what is known beside counts: "12.3 MB downloaded"; may be empty
  std::size_t done = 0;   // of `total`, which is 0 if nothing is counted
  std::size_t total = 0;  // may grow while more becomes known
  std::string unit;       // what is counted: "files"

  // parse reads a line of a use case: "PHASE", "PHASE: DETAIL", or "PHASE: DONE of TOTAL UNIT[, DETAIL]".
  static ProgressStep parse(std::string_view line);

  // text is for a terminal: with the rate if something was done since `first`, the first step of the
  // phase, and how long the rest will take if it goes on so; `spent` is the time since then.
  std::string text(const ProgressStep& first, std::chrono::duration<double> spent) const;

  // json is one line, described in docs/output.md.
  JsonText json(const ProgressStep& first, std::chrono::duration<double> spent) const;

 private:
  double rate(const ProgressStep& first, std::chrono::duration<double> spent) const;
};

}  // namespace goset::cli
