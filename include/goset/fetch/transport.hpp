#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "goset/fetch/netrc.hpp"

namespace goset {

// Transport is the one seam to the network: many transfers at once, answered in any order.
class Transport {
 public:
  // Range is a piece of a file: `size` bytes from `offset` on, or its last ones.
  struct Range {
    std::optional<std::uint64_t> offset;
    std::uint64_t size = 0;
  };
  struct Request {
    std::uint64_t id = 0;
    std::string url = {};                // http:, https: or file:
    std::filesystem::path to_file = {};  // where a body is written; empty: into Reply::body
    std::chrono::milliseconds delay{0};  // before the transfer starts
    std::optional<Range> range = {};     // ask for this piece alone
    std::uint64_t most_bytes = 1 << 20;  // of the body, once it is decoded: more is a fault
  };
  struct Reply {
    std::uint64_t id = 0;
    // HTTP status, for file: as well; 0 if the transfer failed. What a range asks for comes with
    // 206 and is in `body`; with 200 a server has sent the whole file.
    long status = 0;
    std::string body;           // whatever the status; of an error page at least the beginning
    std::string fault;          // why the transfer failed; empty otherwise
    bool hopeless = false;      // the same request would fail again: certificates, too many bytes
    bool is_too_large = false;  // the body has more than Request::most_bytes
    bool slow = false;          // the transfer failed for its speed alone
    std::optional<std::chrono::seconds> retry_after;
    std::uint64_t bytes = 0;  // that came over the wire
  };

  virtual ~Transport() = default;
  virtual void start(Request request) = 0;
  // next waits for one reply; nullopt if nothing is under way, or if wake() was called meanwhile.
  virtual std::optional<Reply> next() = 0;
  // wake makes a waiting next() return; the one call that another thread may make.
  virtual void wake() = 0;
};

struct CurlOptions {
  std::size_t connections_per_host = 8;  // HTTP/2 carries many transfers on each
  std::size_t transfers = 64;            // at once
  // Speed is what a server must reach, or a transfer has failed.
  struct Speed {
    std::chrono::milliseconds patience{60'000};  // to connect, and then until the first byte
    double slowest = 100;                        // bytes a second, over each stretch of `patience`
    // longest is the time that a transfer may take in all.
    std::chrono::milliseconds longest() const { return 60 * patience; }
  };
  Speed speed;
  std::string user_agent = "goset";
  Netrc netrc;  // logins for https: URLs that hold none themselves
};

// curl_transport is the real one. Logins are used for the host that was asked alone, not where that
// redirects to, and what a server says is handed on without them. From https: only https: is
// followed.
std::unique_ptr<Transport> curl_transport(CurlOptions options);

}  // namespace goset
