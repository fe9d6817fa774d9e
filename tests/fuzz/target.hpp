#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What fuzzing and the replay of corpora share: a target is a parser with all that must hold of what
// it returns. A refusal by goset::Error, or by an empty optional, is an answer; all else that is thrown
// is a finding.
namespace goset::fuzz {

// Finding is thrown where a parser contradicts itself. It is not a std::exception, so that no parser
// catches it.
struct Finding {
  std::string message;
};

// expect throws Finding, with what should be so, if it is not.
void expect(bool holds, std::string_view what);
// expect_equal shows both texts.
void expect_equal(const std::string& got, const std::string& wanted, std::string_view what);

// Target is known by its name from the time that it is made: each is a static object.
class Target {
 public:
  using Run = void (*)(std::string_view input);
  Target(const char* name, Run run);

  const char* name() const { return name_; }
  void run(std::string_view input) const { run_(input); }

  // all returns every target, by name; find returns null for a name of none.
  static std::vector<const Target*> all();
  static const Target* find(std::string_view name);

 private:
  const char* name_;
  Run run_;
};

// Pieces divides an input whose parser takes several texts: each ends before a line "----".
class Pieces {
 public:
  explicit Pieces(std::string_view input) : rest_(input) {}

  // next returns the next text, empty at the end; rest all that is left.
  std::string_view next();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace goset::fuzz
