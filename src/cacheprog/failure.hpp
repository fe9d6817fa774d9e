#pragma once

#include <stdexcept>
#include <string>

namespace goset::build {

// Failure is what stops a program that runs inside a derivation. The message is lower case, has no
// final dot and names its place. (Not goset::Error: these programs have no source file but their
// own, so that a change elsewhere rebuilds no module.)
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// fail_with_errno throws Failure: `WHAT: STRERROR`.
[[noreturn]] void fail_with_errno(const std::string& what);

}  // namespace goset::build
