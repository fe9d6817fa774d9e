#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace goset::resolve {

// workers_for returns how many threads are worth their while for `count` items.
inline std::size_t workers_for(std::size_t count, unsigned threads) {
  constexpr std::size_t worth_a_thread = 8;
  return std::clamp<std::size_t>(count / worth_a_thread, 1, std::max(1U, threads));
}

// for_each_parallel calls `work(i, worker)` for every i below `count`, on up to `threads` threads,
// the caller's among them; `worker` is below `threads` and on one thread at a time. Of several
// exceptions that of the lowest i is thrown, so that it does not depend on timing.
template <typename Work>
void for_each_parallel(std::size_t count, unsigned threads, const Work& work) {
  const std::size_t workers = workers_for(count, threads);
  std::vector<std::exception_ptr> faults(count);
  std::atomic<std::size_t> next{0};
  const auto run = [&](unsigned worker) {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i, worker);
      } catch (...) {
        faults[i] = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(workers);
    try {
      for (unsigned worker = 1; worker < workers; ++worker) others.emplace_back(run, worker);
    } catch (const std::system_error&) {
      // There are no more threads to be had: those that run, and this one, do the rest.
    }
    run(0);
  }
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

}  // namespace goset::resolve
