#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// HttpServer serves a directory as a module proxy on a free port of the loopback device, with
// faults on demand, and remembers what it was asked for. The first part of a URL's path names the
// proxy and is no part of the file: $url/one/example.com/a/@v/list reads example.com/a/@v/list, so
// that one server can stand for several proxies.
class HttpServer {
 public:
  struct Fault {
    enum class Kind {
      status,   // an answer of that status, with its reason as body
      cut,      // all of the headers, half of the body, then the connection ends
      changed,  // the file, and a byte more
      stall,    // no answer while the server lives
      slow,     // the file, after a tenth of a second
    };
    std::string match;  // part of the path; empty: every path
    Kind kind = Kind::status;
    int status = 500;
    int retry_after = 0;  // seconds; 0: not said
    int times = -1;       // then it is over; -1: for ever
  };

  explicit HttpServer(std::filesystem::path root);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // url has no slash at its end.
  std::string url() const;

  // add puts a fault behind those there are; the first that matches counts.
  void add(Fault fault);

  // requests are the paths asked for so far, in order, percent escapes and all; forget drops them.
  std::vector<std::string> requests() const;
  std::size_t count(std::string_view match) const;
  void forget();

  // await waits until a path that holds `match` was asked for; false after ten seconds.
  bool await(std::string_view match) const;

  // most_at_once is the highest number of requests that were being answered at a time; connections
  // the number of connections ever made.
  std::size_t most_at_once() const { return most_at_once_; }
  std::size_t connections() const { return connections_; }

 private:
  struct Answer;
  void accept_all();
  void serve(int connection);
  bool answer(int connection, const std::string& path);
  Answer answer_to(const std::string& path);
  std::optional<Fault> take_fault(const std::string& path);
  bool wait_until_stopped(int milliseconds);

  const std::filesystem::path root_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stop_ = false;
  std::vector<Fault> faults_;
  std::vector<std::string> requests_;
  std::vector<int> open_;
  std::list<std::thread> threads_;
  std::size_t at_once_ = 0;
  std::atomic<std::size_t> most_at_once_ = 0;
  std::atomic<std::size_t> connections_ = 0;
};
