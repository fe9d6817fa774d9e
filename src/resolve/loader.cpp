#include "loader.hpp"

#include <optional>
#include <set>
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
    Missing all;
    for (Missing& questions : missing) {
      std::sort(questions.begin(), questions.end());
      questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
      std::erase_if(questions, [this](const Question& question) {
        const std::exception_ptr fault = facts_.fault(question);
        if (fault) failures_.push_back({question.module, fault});
        return fault != nullptr;
      });
      if (!may_wait_) all.insert(all.end(), questions.begin(), questions.end());
    }
    if (!may_wait_ && !all.empty()) throw Wanting{std::move(all)};
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

void Loader::load(const Missing& questions) {
  std::set<Question> open;
  for (const Question& question : questions) {
    if (!facts_.fault(question) && !facts_.ask(question)) open.insert(question);
  }
  while (!open.empty()) {
    const std::optional<KnownFacts::Answer> answer = facts_.next();
    if (!answer) break;
    open.erase(answer->question);
  }
}

}  // namespace goset::resolve
