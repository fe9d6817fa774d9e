#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/fetch/transport.hpp"
#include "goset/go/module.hpp"

namespace goset {

// ProxyList is GOPROXY as Go reads it (https://go.dev/ref/mod#environment-variables): sources in
// order. Behind a comma the next source is asked only after 404 or 410; behind a pipe, after any
// error.
struct ProxyList {
  enum class Kind { url, direct, off };
  struct Entry {
    Kind kind;
    std::string url;                     // without a trailing slash
    bool fall_through_on_error = false;  // a pipe follows
  };
  std::vector<Entry> entries;

  // parse throws Error for an empty list or an entry that is no proxy.
  static ProxyList parse(std::string_view text);
};

// without_credentials returns a URL without user name and password, for messages.
std::string without_credentials(std::string_view url);

// Goproxy asks the sources of a ProxyList for files below a module's path, with retries: a broken
// transfer, 429 and 5xx are tried again with growing, jittered delays, honouring Retry-After.
// Protocol: https://go.dev/ref/mod#goproxy-protocol.
class Goproxy {
 public:
  struct Options {
    int tries = 5;  // per source, the first included
    std::chrono::milliseconds first_delay{
        250};  // doubled each time, plus up to half of it at random
    std::chrono::seconds longest_delay{20};
    bool offline = false;  // ask file: sources only
  };
  struct Answer {
    std::uint64_t id = 0;
    std::string body;
    std::filesystem::path file;
    std::optional<Error> fault;  // no source could give it
    bool not_found = false;      // every source said 404 or 410
    std::uint64_t bytes = 0;
  };

  Goproxy(Transport& transport, ProxyList proxies, Options options);

  // get asks for `suffix` ("@v/v1.0.0.mod", "@latest") of a module; the answer comes by next().
  // With `to_file` the body goes there.
  std::uint64_t get(const std::string& module_path, const std::string& suffix,
                    std::filesystem::path to_file = {});

  // next waits for one answer; nullopt if nothing is under way or Transport::wake() was called.
  std::optional<Answer> next();
  bool idle() const { return lookups_.empty() && ready_.empty(); }

 private:
  struct Lookup {
    std::string what;    // "module path: suffix", for messages
    std::string target;  // escaped path and suffix
    std::filesystem::path to_file;
    std::size_t source = 0;
    int tries = 0;
    std::vector<std::string> failures;  // what each source said
    bool only_not_found = true;
  };
  void ask(std::uint64_t id, Lookup& lookup, std::chrono::milliseconds delay);
  std::optional<Answer> handle(Transport::Reply reply);
  std::optional<Answer> next_source(std::uint64_t id, Lookup& lookup);
  Answer give_up(std::uint64_t id, const Lookup& lookup);
  std::chrono::milliseconds backoff(const Lookup& lookup, const Transport::Reply& reply);

  Transport& transport_;
  ProxyList proxies_;
  Options options_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Lookup> lookups_;
  std::vector<Answer> ready_;
  std::minstd_rand jitter_;
};

}  // namespace goset
