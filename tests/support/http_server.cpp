#include "support/http_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>

#include "goset/hash/encoding.hpp"

namespace fs = std::filesystem;

namespace {

std::optional<std::string> contents(const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// header returns the value of a request's header; empty if there is none.
std::string header(const std::string& head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string unescaped(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '%' && i + 2 < path.size()) {
      out += static_cast<char>(std::stoi(std::string(path.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += path[i];
    }
  }
  return out;
}

// file_of drops the first part of a path, which names the proxy.
fs::path file_of(const fs::path& root, const std::string& path) {
  const std::size_t slash = path.find('/', 1);
  if (slash == std::string::npos || path.find("..") != std::string::npos) return root / "none";
  return root / unescaped(std::string_view(path).substr(slash + 1));
}

// Piece is what a Range header asks for: "bytes=10-19", "bytes=-10".
struct Piece {
  std::size_t offset = 0;
  std::size_t size = 0;
};
std::optional<Piece> piece_of(const std::string& range, std::size_t size) {
  const std::size_t dash = range.find('-');
  const std::string first = range.substr(6, dash - 6);
  const std::size_t last = std::stoul(range.substr(dash + 1));
  if (first.empty()) return Piece{size - std::min(last, size), std::min(last, size)};
  const std::size_t begin = std::stoul(first);
  if (begin >= size) return std::nullopt;
  return Piece{begin, std::min(last + 1, size) - begin};
}

}  // namespace

struct HttpServer::Answer {
  int status = 200;
  std::string body;
  std::string headers;
  std::size_t sent = std::string::npos;  // of the body, before the connection ends
};

struct HttpServer::Request {
  std::string path;
  std::string host;           // without the port
  std::string authorization;  // the header's value
  std::string range;          // likewise
};

HttpServer::HttpServer(fs::path root, bool tls)
    : root_(std::move(root)), identity_(tls ? std::make_unique<TlsIdentity>() : nullptr) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  sockaddr* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 128) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("cannot listen on the loopback device");
  }
  port_ = ntohs(address.sin_port);
  threads_.emplace_back([this] { accept_all(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    for (const int connection : open_) shutdown(connection, SHUT_RDWR);
  }
  changed_.notify_all();
  shutdown(listener_, SHUT_RDWR);
  threads_.front().join();  // from here on no thread is added
  for (auto thread = std::next(threads_.begin()); thread != threads_.end(); ++thread) {
    thread->join();
  }
  close(listener_);
}

std::string HttpServer::url() const {
  return fmt::format("{}://127.0.0.1:{}", identity_ ? "https" : "http", port_);
}

void HttpServer::add(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(std::move(fault));
}

std::vector<std::string> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t HttpServer::count(std::string_view match) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      requests_.begin(), requests_.end(),
      [&](const std::string& path) { return path.find(match) != std::string::npos; }));
}

void HttpServer::forget() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
  sent_.clear();
  hosts_with_login_.clear();
  most_at_once_ = 0;
}

std::size_t HttpServer::sent(std::string_view match) const {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& [path, bytes] : sent_) {
    if (path.find(match) != std::string::npos) sum += bytes;
  }
  return sum;
}

std::size_t HttpServer::logins(std::string_view host) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count(hosts_with_login_.begin(), hosts_with_login_.end(), host));
}

bool HttpServer::await(std::string_view match) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::seconds(10), [&] {
    return std::any_of(requests_.begin(), requests_.end(), [&](const std::string& path) {
      return path.find(match) != std::string::npos;
    });
  });
}

void HttpServer::accept_all() {
  while (true) {
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (stop_ || connection < 0) {
      if (connection >= 0) close(connection);
      return;
    }
    ++connections_;
    open_.push_back(connection);
    threads_.emplace_back([this, connection] { serve(connection); });
  }
}

void HttpServer::serve(int socket) {
  {
    Connection connection(socket, identity_.get());
    std::string pending;
    char block[4096];
    bool more = true;
    while (more) {
      const std::size_t n = connection.read(block, sizeof block);
      if (n == 0) break;
      pending.append(block, n);
      for (std::size_t end = pending.find("\r\n\r\n"); more && end != std::string::npos;
           end = pending.find("\r\n\r\n")) {
        const std::string head = pending.substr(0, end + 2);
        pending.erase(0, end + 4);
        const std::size_t begin = head.find(' ') + 1;
        const std::string host = header(head, "Host");
        more = answer(connection, {head.substr(begin, head.find(' ', begin) - begin),
                                   host.substr(0, host.find(':')), header(head, "Authorization"),
                                   header(head, "Range")});
      }
    }
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, socket);
  close(socket);
}

// answer returns whether the connection stays open.
bool HttpServer::answer(Connection& connection, const Request& request) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request.path);
    if (!request.authorization.empty()) hosts_with_login_.push_back(request.host);
    most_at_once_ = std::max(most_at_once_.load(), ++at_once_);
  }
  changed_.notify_all();
  const std::optional<Fault> fault = take_fault(request.path);
  if (fault && fault->is_stream()) {
    stream(connection, *fault, contents(file_of(root_, request.path)).value_or(""));
    const std::lock_guard lock(mutex_);
    --at_once_;
    return fault->kind == Fault::Kind::bomb;
  }
  const Answer answer = answer_to(request, fault);
  const std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nContent-Length: {}\r\n{}\r\n", answer.status,
                  answer.status < 300 ? "OK" : "Not OK", answer.body.size(), answer.headers);
  {
    const std::lock_guard lock(mutex_);
    --at_once_;
    if (stop_) return false;
    if (answer.status == 200 || answer.status == 206) {
      sent_.emplace_back(request.path, answer.body.size());
    }
  }
  return connection.write(head + answer.body.substr(0, answer.sent)) &&
         answer.sent == std::string::npos;
}

HttpServer::Answer HttpServer::answer_to(const Request& request,
                                         const std::optional<Fault>& fault) {
  const std::string& path = request.path;
  if (fault && fault->kind == Fault::Kind::status) {
    Answer answer{fault->status, fmt::format("scripted fault {}\n", fault->status), {}};
    answer.body.append(fault->size, 'x');
    if (fault->retry_after != 0) {
      answer.headers = fmt::format("Retry-After: {}\r\n", fault->retry_after);
    }
    return answer;
  }
  if (fault && fault->kind == Fault::Kind::echo) return {400, request.authorization + "\n", {}};
  if (fault && fault->kind == Fault::Kind::redirect) {
    return {302, "", fmt::format("Location: {}{}\r\n", fault->text, path)};
  }
  if (fault && fault->kind == Fault::Kind::login &&
      request.authorization != "Basic " + goset::encoding::base64(bytes_of(fault->text))) {
    return {401, "who are you?\n", "WWW-Authenticate: Basic realm=\"tests\"\r\n"};
  }
  if (fault && fault->kind == Fault::Kind::stall) wait_until_stopped(-1);
  if (fault && fault->kind == Fault::Kind::slow) wait_until_stopped(100);
  std::optional<std::string> body = contents(file_of(root_, path));
  if (!body) return {404, "not found: no such file\n", {}};
  Answer answer{200, std::move(*body), {}};
  if (fault && fault->kind == Fault::Kind::changed) answer.body += '\n';
  if (fault && fault->kind == Fault::Kind::cut) answer.sent = answer.body.size() / 2;
  if (request.range.empty() || (fault && fault->kind == Fault::Kind::whole)) return answer;
  const std::size_t size = answer.body.size();
  const std::optional<Piece> piece = piece_of(request.range, size);
  if (!piece) return {416, "out of range\n", fmt::format("Content-Range: bytes */{}\r\n", size)};
  answer.status = 206;
  const bool is_longer = fault && fault->kind == Fault::Kind::longer;
  answer.body = answer.body.substr(piece->offset, is_longer ? size : piece->size);
  answer.headers = fmt::format("Content-Range: bytes {}-{}/{}\r\n", piece->offset,
                               piece->offset + piece->size - 1, size);
  return answer;
}

std::optional<HttpServer::Fault> HttpServer::take_fault(const std::string& path) {
  const std::lock_guard lock(mutex_);
  for (Fault& fault : faults_) {
    if (fault.times == 0 || path.find(fault.match) == std::string::npos) continue;
    if (fault.times > 0) --fault.times;
    return fault;
  }
  return std::nullopt;
}

bool HttpServer::wait_until_stopped(int milliseconds) {
  std::unique_lock lock(mutex_);
  const auto stopped = [this] { return stop_; };
  if (milliseconds < 0) {
    changed_.wait(lock, stopped);
    return true;
  }
  return changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), stopped);
}
