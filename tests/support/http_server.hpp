#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/tls.hpp"

// HttpServer serves a directory as a module proxy on a free port of the loopback device, with
// faults on demand, and remembers what it was asked for. The first part of a URL's path names the
// proxy and is no part of the file: $url/one/example.com/a/@v/list reads example.com/a/@v/list, so
// that one server can stand for several proxies. A piece of a file is served where one is asked for.
class HttpServer {
 public:
  struct Fault {
    enum class Kind {
      status,        // an answer of that status, with its reason as body and `size` bytes more
      cut,           // all of the headers, half of the body, then the connection ends
      changed,       // the file, and a byte more
      stall,         // no answer while the server lives
      slow,          // the file, after a tenth of a second
      login,         // 401 without `text` ("user:password") as basic authentication
      echo,          // 400, with the request's Authorization header as its text
      redirect,      // 302 to `text` with the path
      whole,         // the file, where a piece was asked for
      longer,        // all that follows, where a piece was asked for
      endless,       // a body that never ends
      headers,       // headers that never end
      drip,          // the file and then more, a byte each 20 ms
      drip_headers,  // headers, one each 20 ms
      bomb,          // `size` zero bytes, compressed
    };
    std::string match;  // part of the path; empty: every path
    Kind kind = Kind::status;
    int status = 500;
    int retry_after = 0;  // seconds; 0: not said
    int times = -1;       // then it is over; -1: for ever
    std::string text = {};
    std::uint64_t size = 0;

    bool is_stream() const;  // its answer is written as it comes
  };

  // With `tls` it is one for https:.
  explicit HttpServer(std::filesystem::path root, bool tls = false);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // url has no slash at its end.
  std::string url() const;

  // certificate is the server's, in PEM; empty without TLS.
  std::string certificate() const { return identity_ ? identity_->certificate() : ""; }

  // add puts a fault behind those there are; the first that matches counts.
  void add(Fault fault);

  // requests are the paths asked for so far, in order, percent escapes and all; forget drops them.
  std::vector<std::string> requests() const;
  std::size_t count(std::string_view match) const;
  void forget();
  // sent is how many bytes were sent of files whose path holds `match`.
  std::size_t sent(std::string_view match) const;
  // streamed is how many bytes of endless answers were written.
  std::uint64_t streamed() const { return streamed_; }
  // logins is how many requests to this name of the host ("localhost") carried credentials.
  std::size_t logins(std::string_view host) const;

  // await waits until a path that holds `match` was asked for; false after ten seconds.
  bool await(std::string_view match) const;

  // most_at_once is the highest number of requests that were being answered at a time; connections
  // the number of connections ever made.
  std::size_t most_at_once() const { return most_at_once_; }
  std::size_t connections() const { return connections_; }

 private:
  struct Answer;
  struct Request;
  void accept_all();
  void serve(int connection);
  bool answer(Connection& connection, const Request& request);
  Answer answer_to(const Request& request, const std::optional<Fault>& fault);
  std::optional<Fault> take_fault(const std::string& path);
  // stream writes an answer that only the client's patience or ours ends.
  void stream(Connection& connection, const Fault& fault, const std::string& body);
  bool wait_until_stopped(int milliseconds);

  const std::filesystem::path root_;
  std::unique_ptr<TlsIdentity> identity_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stop_ = false;
  std::vector<Fault> faults_;
  std::vector<std::string> requests_;
  std::vector<std::pair<std::string, std::size_t>> sent_;  // paths, and bytes of their files
  std::vector<std::string> hosts_with_login_;
  std::vector<int> open_;
  std::list<std::thread> threads_;
  std::size_t at_once_ = 0;
  std::atomic<std::size_t> most_at_once_ = 0;
  std::atomic<std::size_t> connections_ = 0;
  std::atomic<std::uint64_t> streamed_ = 0;
};
