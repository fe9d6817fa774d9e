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
  // Without `may_wait` nothing is asked: Wanting is thrown where something is missing.
  Loader(KnownFacts& facts, unsigned threads, bool may_wait)
      : facts_(facts), threads_(threads), may_wait_(may_wait) {}

  struct Wanting {};

  unsigned threads() const { return threads_; }
  bool may_wait() const { return may_wait_; }

  // Load is called for a fact that is not known. It returns true if it is known now.
  using Load = std::function<bool(const Question&)>;
  // compute calls work(i, worker, load) for all i below `count`, and again for those to which
  // `load` returned false. Answers that can't be had are added to failures().
  using Work = std::function<void(std::size_t, unsigned, const Load&)>;
  void compute(std::size_t count, const Work& work);

  std::vector<Failure>& failures() { return failures_; }

 private:
  struct Item {
    std::size_t asked = 0;
    std::size_t open = 0;
  };
  using Missing = std::vector<Question>;
  using Waiting = std::map<Question, std::vector<std::size_t>>;  // items, by what they wait for
  std::vector<std::size_t> try_in_parallel(const std::vector<std::size_t>& ready, const Work& work);
  bool load(const Question& question, const Waiting& waiting, Missing& missing);
  void wait(std::vector<Item>& items, Waiting& waiting, std::vector<std::size_t>& ready);

  KnownFacts& facts_;
  unsigned threads_;
  bool may_wait_;
  std::vector<Failure> failures_;
};

}  // namespace goset::resolve
