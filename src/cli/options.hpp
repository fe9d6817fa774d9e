#pragma once

#include <string>

#include "goset/app/session.hpp"
#include "goset/os/kept.hpp"

namespace goset::cli {

// Options are those that every command has.
struct Options : NetworkOptions {
  std::string directory = ".";  // -C
  bool quiet = false;
  std::string color = "auto";     // always, never
  std::string progress = "text";  // none, json
  Kept* kept = nullptr;           // takes what a command leaves behind
};

// Exit codes, the same in every command and format.
constexpr int exit_ok = 0;
constexpr int exit_drift = 1;     // drift or findings
constexpr int exit_failed = 2;    // could not run: usage, input, network, I/O
constexpr int exit_security = 3;  // a checksum or signature does not fit

}  // namespace goset::cli
