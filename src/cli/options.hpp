#pragma once

#include <string>

namespace goset::cli {

// Options are those that every command has.
struct Options {
  std::string directory = ".";  // -C
  bool offline = false;
  bool quiet = false;
  std::string color = "auto";  // always, never
  unsigned jobs = 0;           // -j; 0: one per processor
};

// Exit codes, the same in every command and format.
constexpr int exit_ok = 0;
constexpr int exit_drift = 1;     // drift or findings
constexpr int exit_failed = 2;    // could not run: usage, input, network, I/O
constexpr int exit_security = 3;  // a checksum or signature does not fit

}  // namespace goset::cli
