#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <queue>

#include "goset/error.hpp"
#include "goset/fetch/transport.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/descriptor.hpp"
#include "network_settings.hpp"

namespace goset {

namespace {

using Clock = std::chrono::steady_clock;

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
  bool write_failed = false;
  std::optional<Login> login;
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

std::size_t write_body(char* data, std::size_t, std::size_t size, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  std::string& body = transfer.reply.body;
  long status = 0;
  curl_easy_getinfo(transfer.handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (is_piece(transfer.request, status)) {
    if (body.size() + size > transfer.request.range->size) {
      transfer.write_failed = true;
      transfer.reply.fault = "more bytes than were asked for";
      return 0;
    }
    body.append(data, size);
    return size;
  }
  const bool to_file = !transfer.request.to_file.empty() && (status == 200 || status == 0);
  if (!to_file) {
    // The text of an error page is of no use beyond its beginning.
    if (!transfer.request.to_file.empty() && body.size() > 4096) return size;
    body.append(data, size);
    return size;
  }
  if (!transfer.file.is_open()) open_file(transfer);
  if (!transfer.file.is_open() || !transfer.file.write({data, size})) {
    transfer.write_failed = true;
    transfer.reply.fault =
        fmt::format("{}: {}", transfer.request.to_file.string(), std::strerror(errno));
    return 0;
  }
  return size;
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

  void wake() override { curl_multi_wakeup(multi_); }

  std::optional<Reply> next() override {
    while (true) {
      if (std::optional<Reply> reply = finished()) return reply;
      launch();
      int running = 0;
      curl_multi_perform(multi_, &running);
      if (std::optional<Reply> reply = finished()) return reply;
      if (active_.empty() && waiting_.empty()) return std::nullopt;
      if (woken(poll_timeout())) return std::nullopt;
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
    constexpr int longest = 1000;
    if (waiting_.empty() || active_.size() >= options_.transfers) return longest;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(waiting_.top().when - Clock::now());
    return std::max(0, std::min(longest, static_cast<int>(left.count()) + 1));
  }

  // woken waits for traffic, and reports whether wake() ended the wait.
  bool woken(int timeout) {
    int events = 0;
    const Clock::time_point before = Clock::now();
    curl_multi_poll(multi_, nullptr, 0, timeout, &events);
    const auto waited =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - before);
    // curl does not tell a wake-up from traffic of its own: then nothing is lost by returning.
    return events == 0 && waited.count() < timeout;
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
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 30L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stalled.count()));
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
    const bool is_file = transfer->request.url.starts_with("file:");
    if (code == CURLE_OK) {
      if (is_file) reply.status = transfer->request.range ? 206 : 200;
      make_file(*transfer);
    } else if (is_file && code == CURLE_FILE_COULDNT_READ_FILE) {
      reply.status = 404;
    } else if (code == CURLE_BAD_DOWNLOAD_RESUME || code == CURLE_RANGE_ERROR) {
      reply.status = 416;  // the file does not reach that far
    } else {
      reply.status = 0;
      if (!transfer->write_failed) reply.fault = fault_of(handle, code);
      reply.hopeless = code == CURLE_SSL_CACERT_BADFILE || code == CURLE_PEER_FAILED_VERIFICATION ||
                       code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT;
    }
    if (reply.status != 200 && transfer->login) hide(reply.body, *transfer->login);
    curl_multi_remove_handle(multi_, handle);
    return std::move(reply);
  }

  static std::string fault_of(CURL* handle, CURLcode code) {
    long redirects = 0;
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_COUNT, &redirects);
    if (code == CURLE_UNSUPPORTED_PROTOCOL && redirects > 0) return "redirected away from https";
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
};

}  // namespace

std::unique_ptr<Transport> curl_transport(CurlOptions options) {
  return std::make_unique<CurlTransport>(std::move(options));
}

}  // namespace goset
