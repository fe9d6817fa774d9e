#include "support/fake_transport.hpp"

#include <algorithm>
#include <fstream>

void FakeTransport::tell(const std::string& url, long status, std::string body) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  tell(url, std::move(reply));
}

void FakeTransport::tell_fault(const std::string& url, std::string fault) {
  Reply reply;
  reply.fault = std::move(fault);
  tell(url, std::move(reply));
}

void FakeTransport::start(Request request) {
  requests_.push_back(request);
  waiting_.push_back(std::move(request));
}

std::optional<goset::Transport::Reply> FakeTransport::next() {
  if (waiting_.empty()) return std::nullopt;
  const Request request = std::move(waiting_.front());
  waiting_.pop_front();
  Reply reply;
  reply.status = 404;
  if (const auto found = answers_.find(request.url); found != answers_.end()) {
    reply = found->second.front();
    if (found->second.size() > 1) found->second.pop_front();
  }
  reply.id = request.id;
  if (request.range && gives_pieces && reply.status == 200) {
    const std::size_t size = reply.body.size();
    const std::size_t asked = request.range->size;
    const std::size_t offset = request.range->offset.value_or(size - std::min(size, asked));
    reply.status = offset < size ? 206 : 416;
    reply.body = offset < size ? reply.body.substr(offset, asked) : "";
  }
  reply.bytes = reply.body.size();
  if (reply.status == 200 && !request.to_file.empty()) {
    std::ofstream(request.to_file, std::ios::binary) << reply.body;
    reply.body.clear();
  }
  return reply;
}

std::vector<std::string> FakeTransport::urls() const {
  std::vector<std::string> urls;
  for (const Request& request : requests_) urls.push_back(request.url);
  return urls;
}
