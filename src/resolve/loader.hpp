#pragma once

#include <algorithm>
#include <exception>
#include <functional>
#include <map>
#include <vector>

#include "known_facts.hpp"
#include "parallel.hpp"

namespace goset::resolve {

// Failure is a module, as a leaf names it, that can't be used.
struct Failure {
  VersionId module;
  std::exception_ptr fault;  // Error or SecurityError
};

// Loader computes things that ask for facts: each is computed again when more of what it lacked has
// arrived, until nothing is missing that can be had.
class Loader {
 public:
  using Question = KnownFacts::Question;
  using Missing = std::vector<Question>;
  // Without `may_wait` nothing is asked: Wanting is thrown where something is missing.
  Loader(KnownFacts& facts, unsigned threads, bool may_wait)
      : facts_(facts), threads_(threads), may_wait_(may_wait) {}

  struct Wanting {};

  unsigned threads() const { return threads_; }

  // compute calls work(i, worker) for all i below `count`, and again while it returns what it
  // lacks. Answers that can't be had are added to failures().
  using Work = std::function<Missing(std::size_t, unsigned)>;
  void compute(std::size_t count, const Work& work);

  std::vector<Failure>& failures() { return failures_; }

 private:
  struct Item {
    std::size_t asked = 0;
    std::size_t open = 0;
  };
  void wait(std::vector<Item>& items, std::map<Question, std::vector<std::size_t>>& waiting,
            std::vector<std::size_t>& ready);

  KnownFacts& facts_;
  unsigned threads_;
  bool may_wait_;
  std::vector<Failure> failures_;
};

}  // namespace goset::resolve
