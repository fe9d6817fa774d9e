#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "goset/fetch/transport.hpp"

namespace goset {

// Exchange hands the replies of a transport to who asked for them, one at a time, on the thread
// that calls turn(). A broken transfer, 408, 429 and 5xx are tried again with growing, jittered
// delays, honouring Retry-After; a transfer that was too slow is tried once more. Work that other threads do may end there too: it is announced by
// expect() and comes back by post().
class Exchange {
 public:
  struct Options {
    int tries = 5;       // the first included
    int slow_tries = 2;  // likewise, of transfers that fail for their speed
    std::chrono::milliseconds first_delay{
        250};  // doubled each time, plus up to half of it at random
    std::chrono::seconds longest_delay{20};
  };
  struct Reply : Transport::Reply {
    int tries = 1;
  };
  using Then = std::function<void(Reply)>;

  explicit Exchange(Transport& transport);
  Exchange(Transport& transport, Options options);

  // Wanted is what to transfer.
  struct Wanted {
    std::string url;
    std::uint64_t most_bytes = 0;        // of the body, once it is decoded
    std::filesystem::path to_file = {};  // empty: into Reply::body
    std::optional<Transport::Range> range = {};
  };
  // get transfers that; `then` gets the last reply.
  void get(Wanted wanted, Then then);

  // expect says that one post() will come; post runs `then` in turn(), and may be called on any
  // thread.
  void expect() { ++expected_; }
  void post(std::function<void()> then);

  // turn waits until something has come back and hands it on; false if nothing is under way.
  bool turn();

 private:
  struct Transfer {
    Wanted wanted;
    Then then;
    int tries = 1;
  };
  bool run_posted(bool wait);
  void start(std::uint64_t id, const Transfer& transfer, std::chrono::milliseconds delay);
  void finish(Transport::Reply reply);
  bool is_worth_another_try(const Transport::Reply& reply, int tries) const;
  std::chrono::milliseconds backoff(int tries, const Transport::Reply& reply);

  Transport& transport_;
  Options options_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Transfer> transfers_;
  std::size_t expected_ = 0;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::function<void()>> posted_;
  std::minstd_rand jitter_;
};

}  // namespace goset
