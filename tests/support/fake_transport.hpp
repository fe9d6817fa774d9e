#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "goset/fetch/transport.hpp"

// FakeTransport answers from memory, in the order of asking, without waiting, and remembers every
// request with its delay. A URL that was not told gets 404.
class FakeTransport : public goset::Transport {
 public:
  // tell puts an answer behind those that a URL has; its last answer stays for ever.
  void tell(const std::string& url, Reply reply) { answers_[url].push_back(std::move(reply)); }
  void tell(const std::string& url, long status, std::string body = {});
  // tell_fault is a transfer that breaks.
  void tell_fault(const std::string& url, std::string fault);

  void start(Request request) override;
  std::optional<Reply> next() override;
  void wake() override {}

  // With gives_pieces it answers a range by that piece, else by the whole.
  bool gives_pieces = false;

  const std::vector<Request>& requests() const { return requests_; }
  std::vector<std::string> urls() const;

 private:
  std::map<std::string, std::deque<Reply>> answers_;
  std::vector<Request> requests_;
  std::deque<Request> waiting_;
};
