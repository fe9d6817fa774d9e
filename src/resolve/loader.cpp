#include "loader.hpp"

#include <optional>
#include <utility>

// Answers come one by one, and what waits for many of them would be computed again for each. So an
// item is ready again once half of what it waits for has arrived: the rest is under way meanwhile,
// and what the new facts lead to is asked for soon enough to keep the transfers busy.

namespace goset::resolve {

void Loader::compute(std::size_t count, const Work& work) {
  std::vector<Item> items(count);
  std::vector<std::size_t> ready(count);
  for (std::size_t i = 0; i < count; ++i) ready[i] = i;
  std::map<Question, std::vector<std::size_t>> waiting;
  while (!ready.empty()) {
    std::vector<Missing> missing(ready.size());
    for_each_parallel(ready.size(), threads_,
                      [&](std::size_t i, unsigned worker) { missing[i] = work(ready[i], worker); });
    for (Missing& questions : missing) {
      std::sort(questions.begin(), questions.end());
      questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
      std::erase_if(questions, [this](const Question& question) {
        const std::exception_ptr fault = facts_.fault(question);
        if (fault) failures_.push_back({question.module, fault});
        return fault != nullptr;
      });
      if (!may_wait_ && !questions.empty()) throw Wanting{};
    }
    std::vector<std::size_t> again;
    for (std::size_t i = 0; i < ready.size(); ++i) {
      Item& item = items[ready[i]];
      item.asked = item.open = 0;
      bool any_at_once = false;
      for (const Question& question : missing[i]) {
        const auto known = waiting.find(question);
        if (known == waiting.end() && facts_.ask(question)) {
          any_at_once = true;
          continue;
        }
        waiting[question].push_back(ready[i]);
        ++item.asked;
        ++item.open;
      }
      if (any_at_once) {
        item.open = 0;  // goes on with what is there
        again.push_back(ready[i]);
      }
    }
    ready = std::move(again);
    if (ready.empty()) wait(items, waiting, ready);
  }
  // What was there at once is an answer too, and the source tells others of it.
  while (may_wait_ && facts_.next()) {
  }
}

// wait takes answers in until something can go on.
void Loader::wait(std::vector<Item>& items, std::map<Question, std::vector<std::size_t>>& waiting,
                  std::vector<std::size_t>& ready) {
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
