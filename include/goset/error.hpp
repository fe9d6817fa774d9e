#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace goset {

// Error is the one exception that goset throws for what a user can cause or mend. `message` is
// lower case, has no final dot, and names its place (`go.mod:7: ...`, `path@version: ...`); each
// note is a further line, printed below it and indented. Absence is `std::optional`, not an Error.
class Error : public std::exception {
 public:
  explicit Error(std::string message, std::vector<std::string> notes = {})
      : message_(std::move(message)), notes_(std::move(notes)) {}

  const char* what() const noexcept override { return message_.c_str(); }
  const std::string& message() const { return message_; }
  const std::vector<std::string>& notes() const { return notes_; }

  // add_note appends what a caller knows: what was being done, or what to do next.
  void add_note(std::string note) { notes_.push_back(std::move(note)); }

 private:
  std::string message_;
  std::vector<std::string> notes_;
};

// SecurityError says that bytes are not what a checksum or a signature promises. It is never
// retried and never falls through to another source; the program exits with 3.
class SecurityError : public Error {
 public:
  using Error::Error;
};

// HeldBackError says that what is asked for contradicts a decision in goset.toml: an exact pin, or
// the `go` ceiling.
class HeldBackError : public Error {
 public:
  using Error::Error;
};

// NotFoundError says that every source answered and none has it (a proxy's 404 or 410).
class NotFoundError : public Error {
 public:
  using Error::Error;
};

}  // namespace goset
