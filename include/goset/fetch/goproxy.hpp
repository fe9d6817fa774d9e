#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/fetch/exchange.hpp"
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

// refuse_open_credentials throws Error for an http: URL with credentials, as the go command refuses
// it. `variable` is where the URL stands.
void refuse_open_credentials(std::string_view variable, std::string_view url);

// describe_failure says in a few words why a reply is no success; what a server sent is shown only
// where it is plain text.
std::string describe_failure(const Exchange::Reply& reply);

// How long a list of versions, and an answer about one version, may be.
inline constexpr std::uint64_t most_list_bytes = 4 << 20;
inline constexpr std::uint64_t most_info_bytes = 256 << 10;

// Answer is what the sources of a module say to one question.
struct Answer {
  std::string body;
  std::filesystem::path file;    // where the body is, if a file was asked for
  bool is_piece = false;         // `body` is the piece that was asked for; else `file` is the whole
  std::optional<Error> fault;    // no source could give it
  bool not_found = false;        // every source said 404 or 410
  bool no_proxy_has_it = false;  // every proxy did, and there are any; `direct` may have failed
  std::uint64_t bytes = 0;       // over the wire
  std::size_t source = 0;        // that gave it, by its number among those of the module
};

// DirectSource gets modules from version control, for `direct` in GOPROXY and for private modules.
class DirectSource {
 public:
  virtual ~DirectSource() = default;
  virtual void get(const std::string& module_path, const std::string& suffix,
                   const std::filesystem::path& to_file, std::function<void(Answer)> then) = 0;
};

// Goproxy asks the sources of a ProxyList for files below a module's path.
// Protocol: https://go.dev/ref/mod#goproxy-protocol.
class Goproxy {
 public:
  struct Options {
    bool offline = false;  // ask file: sources only
    std::string no_proxy;  // GONOPROXY: modules that only `direct` is asked for
    DirectSource* direct = nullptr;
  };

  Goproxy(Exchange& exchange, ProxyList proxies, Options options);

  // get asks for `suffix` ("@v/v1.0.0.mod", "@latest") of a module, and hands the answer to `then`
  // in a turn of the exchange. With `to_file` the body goes there. With `source` the ones before it
  // are left out, and a 404 or 410 of that one is the answer.
  void get(const std::string& module_path, const std::string& suffix, std::filesystem::path to_file,
           std::function<void(Answer)> then, std::optional<std::size_t> source = std::nullopt);

  // get_piece does so for a piece of a file. A source that does not give pieces gives all of it:
  // that goes to `to_file`.
  void get_piece(const std::string& module_path, const std::string& suffix, Transport::Range range,
                 std::filesystem::path to_file, std::function<void(Answer)> then,
                 std::optional<std::size_t> source = std::nullopt);

  // ask gets a file and waits for it.
  Answer ask(const std::string& module_path, const std::string& suffix,
             std::filesystem::path to_file = {});

  Exchange& exchange() { return exchange_; }
  const ProxyList& proxies() const { return proxies_; }
  bool offline() const { return options_.offline; }

 private:
  struct Lookup {
    std::string module_path;
    std::string suffix;
    std::filesystem::path to_file;
    std::function<void(Answer)> then;
    std::optional<Transport::Range> range;
    std::vector<ProxyList::Entry> sources;
    std::size_t source = 0;
    bool stays = false;                 // where `source` does not have it, nobody has
    std::vector<std::string> failures;  // what each source said
    bool is_proxy_asked = false;
    bool only_not_found = true;
  };
  using Shared = std::shared_ptr<Lookup>;
  void start(const Shared& lookup, std::optional<std::size_t> source);
  void next_source(const Shared& lookup);
  void ask_direct(const Shared& lookup);
  void handle(const Shared& lookup, Exchange::Reply reply);
  static void fail(const Shared& lookup);

  Exchange& exchange_;
  ProxyList proxies_;
  Options options_;
};

}  // namespace goset
