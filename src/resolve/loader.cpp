#include "loader.hpp"

#include <cstdint>
#include <optional>
#include <utility>

// Items are computed on several threads, with what is known. Those that lack something follow one by
// one on this thread, where facts that are at hand are loaded on the way; the others are asked for.
//
// Answers come one by one, and what waits for many of them would be computed again for each. So an
// item is ready again once half of what it waits for has arrived: the rest is under way meanwhile,
// and what the new facts lead to is asked for soon enough to keep the transfers busy.

namespace goset::resolve {

void Loader::compute(std::size_t count, const Work& work) {
  std::vector<Item> items(count);
  std::vector<std::size_t> ready(count);
  for (std::size_t i = 0; i < count; ++i) ready[i] = i;
  Waiting waiting;
  while (!ready.empty()) {
    for (const std::size_t i : try_in_parallel(ready, work)) {
      Missing missing;
      work(i, 0, [&](const Question& question) { return load(question, waiting, missing); });
      std::sort(missing.begin(), missing.end());
      missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
      items[i] = {missing.size(), missing.size()};
      for (const Question& question : missing) waiting[question].push_back(i);
    }
    ready.clear();
    wait(items, waiting, ready);
  }
  // What was there at once is an answer too, and the source tells others of it.
  while (may_wait_ && facts_.next()) {
  }
}

// try_in_parallel returns the items that lack something.
std::vector<std::size_t> Loader::try_in_parallel(const std::vector<std::size_t>& ready,
                                                 const Work& work) {
  if (workers_for(ready.size(), threads_) == 1) return ready;
  std::vector<std::uint8_t> lacks(ready.size(), 0);
  for_each_parallel(ready.size(), threads_, [&](std::size_t i, unsigned worker) {
    work(ready[i], worker, [&lacks, i](const Question&) {
      lacks[i] = 1;
      return false;
    });
  });
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < ready.size(); ++i) {
    if (lacks[i] != 0) result.push_back(ready[i]);
  }
  return result;
}

bool Loader::load(const Question& question, const Waiting& waiting, Missing& missing) {
  if (const std::exception_ptr fault = facts_.fault(question)) {
    failures_.push_back({question.module, fault});
    return false;
  }
  if (!may_wait_) throw Wanting{};
  if (!waiting.contains(question) && facts_.ask(question)) return true;
  missing.push_back(question);
  return false;
}

// wait takes answers in until something can go on.
void Loader::wait(std::vector<Item>& items, Waiting& waiting, std::vector<std::size_t>& ready) {
  while (ready.empty() && !waiting.empty()) {
    const std::optional<KnownFacts::Answer> answer = facts_.next();
    if (!answer) break;
    const auto found = waiting.find(answer->question);
    if (found == waiting.end()) continue;
    for (const std::size_t i : found->second) {
      Item& item = items[i];
      if (item.open == 0) continue;
      if (--item.open <= item.asked / 2) {
        item.open = 0;
        ready.push_back(i);
      }
    }
    waiting.erase(found);
  }
}

}  // namespace goset::resolve
