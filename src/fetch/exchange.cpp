#include "goset/fetch/exchange.hpp"

#include <algorithm>
#include <utility>

namespace goset {

Exchange::Exchange(Transport& transport) : Exchange(transport, Options()) {}

Exchange::Exchange(Transport& transport, Options options)
    : transport_(transport), options_(options), jitter_(std::random_device{}()) {}

void Exchange::get(Wanted wanted, Then then) {
  const std::uint64_t id = ++last_id_;
  const Transfer& transfer = transfers_[id] = {std::move(wanted), std::move(then)};
  start(id, transfer, {});
}

void Exchange::start(std::uint64_t id, const Transfer& transfer, std::chrono::milliseconds delay) {
  const Wanted& wanted = transfer.wanted;
  transport_.start({id, wanted.url, wanted.to_file, delay, wanted.range, wanted.most_bytes});
}

void Exchange::post(std::function<void()> then) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(then));
  }
  more_.notify_one();
  transport_.wake();
}

bool Exchange::turn() {
  while (true) {
    if (run_posted(false)) return true;
    if (transfers_.empty()) return expected_ > 0 && run_posted(true);
    if (std::optional<Transport::Reply> reply = transport_.next()) {
      finish(std::move(*reply));
      return true;
    }
  }
}

bool Exchange::run_posted(bool wait) {
  std::function<void()> then;
  {
    std::unique_lock lock(mutex_);
    if (wait) more_.wait(lock, [this] { return !posted_.empty(); });
    if (posted_.empty()) return false;
    then = std::move(posted_.front());
    posted_.pop_front();
  }
  --expected_;
  then();
  return true;
}

void Exchange::finish(Transport::Reply reply) {
  const auto found = transfers_.find(reply.id);
  if (found == transfers_.end()) return;
  Transfer& transfer = found->second;
  if (is_worth_another_try(reply, transfer.tries)) {
    const std::chrono::milliseconds delay = backoff(transfer.tries, reply);
    ++transfer.tries;
    start(reply.id, transfer, delay);
    return;
  }
  const Then then = std::move(transfer.then);
  const int tries = transfer.tries;
  transfers_.erase(found);
  Reply last;
  static_cast<Transport::Reply&>(last) = std::move(reply);
  last.tries = tries;
  then(std::move(last));
}

bool Exchange::is_worth_another_try(const Transport::Reply& reply, int tries) const {
  if (reply.hopeless || tries >= (reply.slow ? options_.slow_tries : options_.tries)) return false;
  return reply.status == 0 || reply.status == 408 || reply.status == 429 || reply.status >= 500;
}

std::chrono::milliseconds Exchange::backoff(int tries, const Transport::Reply& reply) {
  const std::chrono::milliseconds longest = options_.longest_delay;
  std::chrono::milliseconds delay = options_.first_delay * (1 << std::min(tries - 1, 10));
  if (delay.count() > 1) {
    delay += std::chrono::milliseconds(jitter_() % static_cast<unsigned>(delay.count() / 2 + 1));
  }
  if (reply.retry_after) delay = std::max<std::chrono::milliseconds>(delay, *reply.retry_after);
  return std::min(delay, longest);
}

}  // namespace goset
