#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <queue>

#include "goset/error.hpp"
#include "goset/fetch/network_settings.hpp"
#include "goset/fetch/transport.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/descriptor.hpp"
#include "pace.hpp"

namespace goset {

namespace {

using Clock = Pace::Clock;

// An error page is of no use beyond its beginning; headers have a few hundred bytes.
constexpr std::size_t most_error_bytes = 64 << 10;
constexpr std::size_t most_header_bytes = 256 << 10;

void apply(const NetworkSettings& settings, CURL* handle, std::string_view url) {
  if (!settings.certificates.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, settings.certificates.c_str());
  }
  if (!settings.certificates_directory.empty()) {
    // Where curl was built, it had a file that need not be here.
    if (settings.certificates.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAPATH, settings.certificates_directory.c_str());
  }
  if (is_loopback(url)) {
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
  } else if (!settings.http_proxy.empty() && url.starts_with("http:")) {
    curl_easy_setopt(handle, CURLOPT_PROXY, settings.http_proxy.c_str());
  }
}

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
// Transfer is one request under way and what came of it so far.
struct Transfer {
  Transport::Request request;
  Transport::Reply reply;
  std::unique_ptr<CURL, EasyDeleter> handle;
  Descriptor file;
  std::uint64_t received = 0;      // of the body, decoded
  std::uint64_t header_bytes = 0;  // of all answers, redirects included
  bool is_cut = false;             // we ended it: reply.fault says why, if that is a fault
  std::optional<Login> login;
  std::optional<Pace> pace;  // from when its request was sent

  // cut ends the transfer, from one of curl's calls.
  std::size_t cut(std::string fault, bool hopeless) {
    is_cut = true;
    reply.fault = std::move(fault);
    reply.hopeless = hopeless;
    return 0;
  }
};

// login_in returns the user name and password that a URL holds.
std::optional<Login> login_in(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(parts.get(), which, &text, CURLU_URLDECODE) != CURLUE_OK) return std::string();
    std::string result = text;
    curl_free(text);
    return result;
  };
  Login login{part(CURLUPART_USER), part(CURLUPART_PASSWORD)};
  if (login.user.empty() && login.password.empty()) return std::nullopt;
  return login;
}

// hide drops a password, and what is sent for it, from what a server says: some tell what they got.
void hide(std::string& text, const Login& login) {
  const std::string pair = login.user + ":" + login.password;
  const std::string sent =
      encoding::base64({reinterpret_cast<const std::uint8_t*>(pair.data()), pair.size()});
  for (const std::string& secret : {sent, login.password}) {
    std::size_t at = secret.empty() ? std::string::npos : text.find(secret);
    for (; at != std::string::npos; at = text.find(secret, at)) {
      text.replace(at, secret.size(), "***");
    }
  }
}

// range_text writes a range as HTTP does: "10-19", "-10".
std::string range_text(const Transport::Range& range) {
  if (!range.offset) return fmt::format("-{}", range.size);
  return fmt::format("{}-{}", *range.offset, *range.offset + range.size - 1);
}

void open_file(Transfer& transfer) {
  transfer.file = Descriptor(transfer.request.to_file, O_WRONLY | O_CREAT | O_TRUNC);
}

// is_piece reports whether an answer to a range is that piece; file: has no status.
bool is_piece(const Transport::Request& request, long status) {
  return request.range && (status == 206 || status == 0);
}

// bytes_text writes a limit: "500 MiB".
std::string bytes_text(std::uint64_t bytes) {
  for (const auto& [shift, unit] : {std::pair(30U, "GiB"), {20U, "MiB"}, {10U, "KiB"}}) {
    if (bytes >> shift != 0 && bytes % (std::uint64_t{1} << shift) == 0) {
      return fmt::format("{} {}", bytes >> shift, unit);
    }
  }
  return fmt::format("{} bytes", bytes);
}

std::size_t append_to_file(Transfer& transfer, std::string_view data) {
  if (!transfer.file.is_open()) open_file(transfer);
  if (transfer.file.is_open() && transfer.file.write(data)) return data.size();
  const char* const why = std::strerror(errno);
  return transfer.cut(fmt::format("{}: {}", transfer.request.to_file.string(), why), false);
}

std::size_t write_body(char* data, std::size_t, std::size_t size, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  const Transport::Request& request = transfer.request;
  std::string& body = transfer.reply.body;
  transfer.received += size;
  long status = 0;
  curl_easy_getinfo(transfer.handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (is_piece(request, status)) {
    if (transfer.received > request.range->size) {
      return transfer.cut("more bytes than were asked for", false);
    }
  } else if (status != 0 && status != 200) {
    if (transfer.received > most_error_bytes) return transfer.cut("", false);
  } else if (transfer.received > request.most_bytes) {
    transfer.reply.is_too_large = true;
    return transfer.cut(fmt::format("the answer has more than {}", bytes_text(request.most_bytes)),
                        true);
  } else if (!request.to_file.empty()) {
    return append_to_file(transfer, {data, size});
  }
  body.append(data, size);
  return size;
}

std::size_t count_header(char*, std::size_t, std::size_t size, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += size;
  if (transfer.header_bytes <= most_header_bytes) return size;
  return transfer.cut(
      fmt::format("the answer's headers have more than {}", bytes_text(most_header_bytes)), true);
}

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(CurlOptions options) : options_(std::move(options)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, long{CURLPIPE_MULTIPLEX});
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS,
                      static_cast<long>(options_.connections_per_host));
    curl_multi_setopt(multi_, CURLMOPT_MAX_CONCURRENT_STREAMS, 100L);
  }

  ~CurlTransport() override {
    for (auto& [handle, transfer] : active_) curl_multi_remove_handle(multi_, handle);
    active_.clear();
    curl_multi_cleanup(multi_);
    curl_global_cleanup();
  }

  void start(Request request) override {
    waiting_.push({Clock::now() + request.delay, sequence_++, std::move(request)});
  }

  void wake() override {
    is_woken_ = true;
    curl_multi_wakeup(multi_);
  }

  std::optional<Reply> next() override {
    while (true) {
      if (std::optional<Reply> reply = finished()) return reply;
      launch();
      int running = 0;
      curl_multi_perform(multi_, &running);
      if (std::optional<Reply> reply = finished()) return reply;
      if (std::optional<Reply> reply = too_slow()) return reply;
      if (active_.empty() && waiting_.empty()) return std::nullopt;
      curl_multi_poll(multi_, nullptr, 0, poll_timeout(), nullptr);
      if (is_woken_.exchange(false)) return std::nullopt;
    }
  }

 private:
  struct Waiting {
    Clock::time_point when;
    std::uint64_t sequence;
    Request request;
    bool operator<(const Waiting& other) const {  // a priority queue has its greatest on top
      return std::pair(other.when, other.sequence) < std::pair(when, sequence);
    }
  };

  int poll_timeout() const {
    const int longest = static_cast<int>(between_looks().count());
    if (waiting_.empty() || active_.size() >= options_.transfers) return longest;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(waiting_.top().when - Clock::now());
    return std::max(0, std::min(longest, static_cast<int>(left.count()) + 1));
  }

  void launch() {
    while (!waiting_.empty() && active_.size() < options_.transfers &&
           waiting_.top().when <= Clock::now()) {
      Request request = waiting_.top().request;
      waiting_.pop();
      launch(std::move(request));
    }
  }

  void launch(Request request) {
    auto transfer = std::make_unique<Transfer>();
    transfer->reply.id = request.id;
    transfer->request = std::move(request);
    transfer->handle.reset(curl_easy_init());
    CURL* const handle = transfer->handle.get();
    curl_easy_setopt(handle, CURLOPT_URL, transfer->request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &write_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer.get());
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &count_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, transfer.get());
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
    curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 10L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, options_.user_agent.c_str());
    if (const std::optional<Range>& range = transfer->request.range) {
      curl_easy_setopt(handle, CURLOPT_RANGE, range_text(*range).c_str());
    } else {
      curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    }
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.speed.patience.count() / 2));
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https,file");
    const bool is_secure = transfer->request.url.starts_with("https:");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
    // As the go command does it, those in a URL come before a .netrc's.
    transfer->login = login_in(transfer->request.url);
    if (!transfer->login) {
      if (const Login* found = options_.netrc.find(transfer->request.url)) transfer->login = *found;
    }
    if (transfer->login) {
      curl_easy_setopt(handle, CURLOPT_USERNAME, transfer->login->user.c_str());
      curl_easy_setopt(handle, CURLOPT_PASSWORD, transfer->login->password.c_str());
    }
    apply(network_, handle, transfer->request.url);
    curl_multi_add_handle(multi_, handle);
    active_.emplace(handle, std::move(transfer));
  }

  std::optional<Reply> finished() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      return finish(message->easy_handle, message->data.result);
    }
    return std::nullopt;
  }

  std::chrono::milliseconds between_looks() const {
    return std::min<std::chrono::milliseconds>(std::chrono::seconds(1),
                                               options_.speed.patience / 4);
  }

  // too_slow ends the first transfer that is, if it is time for a look.
  std::optional<Reply> too_slow() {
    const Clock::time_point now = Clock::now();
    if (now - last_look_ < between_looks()) return std::nullopt;
    for (auto& [handle, transfer] : active_) {
      if (!transfer->pace && !is_sent(handle)) continue;  // it waits for a connection
      if (!transfer->pace) transfer->pace.emplace(now);
      transfer->reply.fault = transfer->pace->fault(now, transfer->received, options_.speed);
      if (transfer->reply.fault.empty()) continue;
      transfer->is_cut = true;
      transfer->reply.slow = true;
      return finish(handle, CURLE_OPERATION_TIMEDOUT);
    }
    last_look_ = now;
    return std::nullopt;
  }

  static bool is_sent(CURL* handle) {
    curl_off_t before_transfer = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &before_transfer);
    return before_transfer > 0;
  }

  Reply finish(CURL* handle, CURLcode code) {
    const auto found = active_.find(handle);
    const std::unique_ptr<Transfer> transfer = std::move(found->second);
    active_.erase(found);
    Reply& reply = transfer->reply;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply.status);
    curl_off_t bytes = 0;
    curl_easy_getinfo(handle, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    reply.bytes = static_cast<std::uint64_t>(bytes);
    curl_off_t retry_after = 0;
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after);
    if (retry_after > 0) reply.retry_after = std::chrono::seconds(retry_after);
    judge(*transfer, handle, code);
    if (reply.status != 200 && transfer->login) hide(reply.body, *transfer->login);
    curl_multi_remove_handle(multi_, handle);
    return std::move(reply);
  }

  // judge turns what curl says of a transfer that has ended into status and fault.
  static void judge(Transfer& transfer, CURL* handle, CURLcode code) {
    Reply& reply = transfer.reply;
    const bool is_file = transfer.request.url.starts_with("file:");
    if (code == CURLE_OK) {
      if (is_file) reply.status = transfer.request.range ? 206 : 200;
      make_file(transfer);
    } else if (is_file && code == CURLE_FILE_COULDNT_READ_FILE) {
      reply.status = 404;
    } else if (code == CURLE_BAD_DOWNLOAD_RESUME || code == CURLE_RANGE_ERROR) {
      reply.status = 416;  // the file does not reach that far
    } else if (transfer.is_cut && reply.fault.empty()) {
      // The status of a long error page stands.
    } else {
      reply.status = 0;
      if (transfer.is_cut) return;
      reply.fault = fault_of(handle, code, transfer.request.url);
      reply.slow = code == CURLE_OPERATION_TIMEDOUT;
      reply.hopeless = code == CURLE_SSL_CACERT_BADFILE || code == CURLE_PEER_FAILED_VERIFICATION ||
                       code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT;
    }
  }

  static std::string fault_of(CURL* handle, CURLcode code, std::string_view url) {
    long redirects = 0;
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_COUNT, &redirects);
    if (code == CURLE_UNSUPPORTED_PROTOCOL && redirects > 0) {
      return url.starts_with("https:") ? "redirected away from https"
                                       : "redirected to neither http nor https";
    }
    return curl_easy_strerror(code);
  }

  // make_file closes the body's file: an empty body has opened none, a full disk shows only now.
  static void make_file(Transfer& transfer) {
    if (transfer.request.to_file.empty() || transfer.reply.status != 200) return;
    if (!transfer.file.is_open()) open_file(transfer);
    if (transfer.file.is_open() && transfer.file.close()) return;
    transfer.reply.status = 0;
    transfer.reply.fault =
        fmt::format("{}: {}", transfer.request.to_file.string(), std::strerror(errno));
  }

  CurlOptions options_;
  const NetworkSettings network_ = NetworkSettings::of_environment();
  CURLM* multi_ = nullptr;
  std::map<CURL*, std::unique_ptr<Transfer>> active_;
  std::priority_queue<Waiting> waiting_;
  std::uint64_t sequence_ = 0;
  Clock::time_point last_look_;
  std::atomic<bool> is_woken_ = false;
};

}  // namespace

std::unique_ptr<Transport> curl_transport(CurlOptions options) {
  return std::make_unique<CurlTransport>(std::move(options));
}

}  // namespace goset
