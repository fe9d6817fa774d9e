#include <chrono>
#include <set>
#include <thread>

#include "goset/fetch/transport.hpp"
#include "support/catch.hpp"
#include "support/http_server.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

using Kind = HttpServer::Fault::Kind;

Transport::Reply get(Transport& transport, const std::string& url, const fs::path& file = {}) {
  transport.start({7, url, file, {}});
  std::optional<Transport::Reply> reply = transport.next();
  REQUIRE(reply);
  CHECK(reply->id == 7);
  CHECK_FALSE(transport.next());
  return std::move(*reply);
}

}  // namespace

TEST_CASE("CurlGetsBodiesAndStatuses") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer server(dir.path());
  const std::unique_ptr<Transport> transport = curl_transport({});
  const Transport::Reply found = get(*transport, server.url() + "/p/a");
  CHECK(found.status == 200);
  CHECK(found.body == "hello");
  CHECK(found.bytes == 5);
  const Transport::Reply missing = get(*transport, server.url() + "/p/b");
  CHECK(missing.status == 404);
  CHECK(missing.body == "not found: no such file\n");
  server.add({"/p/a", Kind::status, 429, 7, 1});
  CHECK(get(*transport, server.url() + "/p/a").retry_after == std::chrono::seconds(7));
}

TEST_CASE("CurlWritesABodyToAFileOnSuccessOnly") {
  const TempDir dir;
  dir.write("a", "hello");
  dir.write("empty", "");
  HttpServer server(dir.path());
  const std::unique_ptr<Transport> transport = curl_transport({});
  CHECK(get(*transport, server.url() + "/p/a", dir.path() / "out").body.empty());
  CHECK(dir.read("out") == "hello");
  CHECK(get(*transport, server.url() + "/p/empty", dir.path() / "none").status == 200);
  CHECK(dir.read("none").empty());
  CHECK(get(*transport, server.url() + "/p/b", dir.path() / "missing").status == 404);
  CHECK_FALSE(fs::exists(dir.path() / "missing"));
  const Transport::Reply nowhere =
      get(*transport, server.url() + "/p/a", dir.path() / "no" / "such");
  CHECK(nowhere.status == 0);
  CHECK(nowhere.fault.find("No such file") != std::string::npos);
}

TEST_CASE("CurlGetsAPieceOfAFile") {
  const TempDir dir;
  dir.write("a", "0123456789");
  HttpServer server(dir.path());
  const std::unique_ptr<Transport> transport = curl_transport({});
  const fs::path out = dir.path() / "out";
  const auto piece = [&](const std::string& url, Transport::Range range) {
    transport->start({7, url, out, {}, range});
    return *transport->next();
  };
  for (const std::string& url : {server.url() + "/p/a", "file://" + dir.path().string() + "/a"}) {
    const Transport::Reply middle = piece(url, {3, 4});
    CHECK(middle.status == 206);
    CHECK(middle.body == "3456");
    CHECK(middle.bytes == 4);
    CHECK(piece(url, {std::nullopt, 3}).body == "789");
    CHECK(piece(url, {8, 5}).body == "89");
    CHECK(piece(url, {20, 5}).status == 416);
  }
  CHECK(piece("file://" + dir.path().string() + "/b", {3, 4}).status == 404);
  CHECK(piece(server.url() + "/p/b", {3, 4}).status == 404);
  CHECK_FALSE(fs::exists(out));
  server.add({"", Kind::whole});
  const Transport::Reply whole = piece(server.url() + "/p/a", {3, 4});
  CHECK(whole.status == 200);
  CHECK(whole.body.empty());
  CHECK(dir.read("out") == "0123456789");
}

TEST_CASE("CurlTakesNoMoreThanThePieceItAskedFor") {
  const TempDir dir;
  dir.write("a", "0123456789");
  HttpServer server(dir.path());
  server.add({"", Kind::longer});
  const std::unique_ptr<Transport> transport = curl_transport({});
  transport->start({7, server.url() + "/p/a", {}, {}, Transport::Range{3, 4}});
  const Transport::Reply reply = *transport->next();
  CHECK(reply.status == 0);
  CHECK(reply.fault == "more bytes than were asked for");
}

TEST_CASE("CurlDetectsABodyThatIsCutShort") {
  const TempDir dir;
  dir.write("a", std::string(100000, 'x'));
  HttpServer server(dir.path());
  server.add({"", Kind::cut});
  const std::unique_ptr<Transport> transport = curl_transport({});
  for (const fs::path& file : {fs::path(), dir.path() / "out"}) {
    const Transport::Reply reply = get(*transport, server.url() + "/p/a", file);
    CHECK(reply.status == 0);
    CHECK_FALSE(reply.fault.empty());
  }
}

namespace {

// failing asks for what must be given up.
Transport::Reply failing(const HttpServer& server, Transport::Request request = {},
                         const CurlOptions& options = {}) {
  request.url = server.url() + "/p/a";
  const std::unique_ptr<Transport> transport = curl_transport(options);
  transport->start(std::move(request));
  Transport::Reply reply = *transport->next();
  CHECK(reply.status == 0);
  return reply;
}

CurlOptions impatient() {
  CurlOptions options;
  options.speed.patience = std::chrono::milliseconds(200);
  return options;
}

}  // namespace

TEST_CASE("CurlEndsAnAnswerThatDoesNotEnd") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::endless});
  const Transport::Reply reply = failing(server, {.most_bytes = 1 << 20});
  CHECK(reply.fault == "the answer has more than 1 MiB");
  CHECK(reply.hopeless);
  CHECK(reply.is_too_large);
  CHECK(reply.body.size() <= 1 << 20);
  const fs::path file = dir.path() / "out";
  CHECK(failing(server, {.to_file = file, .most_bytes = 300000}).fault ==
        "the answer has more than 300000 bytes");
  CHECK(fs::file_size(file) <= 300000);
}

TEST_CASE("CurlCountsWhatIsDecoded") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({.match = "", .kind = Kind::bomb, .size = 64 << 20});
  const Transport::Reply reply = failing(server, {.most_bytes = 5 << 20});
  CHECK(reply.fault == "the answer has more than 5 MiB");
  CHECK(reply.body.size() <= 5 << 20);
  CHECK(reply.bytes < 1 << 20);
}

TEST_CASE("CurlEndsHeadersThatDoNotEnd") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::headers});
  CHECK(failing(server).fault == "the answer's headers have more than 256 KiB");
  CHECK(server.streamed() < 16 << 20);
}

TEST_CASE("CurlKeepsTheBeginningOfAnEndlessErrorPage") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({.match = "", .kind = Kind::status, .status = 404, .size = 1 << 20});
  const Transport::Reply reply = get(*curl_transport({}), server.url() + "/p/a");
  CHECK(reply.status == 404);
  CHECK(reply.fault.empty());
  CHECK(reply.body.starts_with("scripted fault 404"));
  CHECK(reply.body.size() <= 64 << 10);
}

TEST_CASE("CurlGivesUpASilentServer") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::stall});
  const Transport::Reply reply = failing(server, {}, impatient());
  CHECK(reply.fault == "no answer in 200 ms");
  CHECK(reply.slow);
}

TEST_CASE("CurlGivesUpAServerThatSendsAHeaderNowAndThen") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::drip_headers});
  CHECK(failing(server, {}, impatient()).fault == "no answer in 200 ms");
}

TEST_CASE("CurlGivesUpAServerThatSendsAByteNowAndThen") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::drip});
  const Transport::Reply reply = failing(server, {}, impatient());
  CHECK(reply.fault == "slower than 100 bytes a second for 200 ms");
  CHECK(reply.slow);
}

TEST_CASE("CurlDoesNotCountTheTimeThatATransferWaitsForAConnection") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer server(dir.path());
  server.add({"", Kind::slow});
  CurlOptions options = impatient();
  options.connections_per_host = 1;
  const std::unique_ptr<Transport> transport = curl_transport(options);
  for (std::uint64_t id = 0; id < 8; ++id) transport->start({id, server.url() + "/p/a", {}, {}});
  while (const std::optional<Transport::Reply> reply = transport->next()) {
    CHECK(reply->status == 200);
  }
}

TEST_CASE("CurlReportsThatNobodyListens") {
  const std::unique_ptr<Transport> transport = curl_transport({});
  const Transport::Reply reply = get(*transport, "http://user:secret@127.0.0.1:1/x");
  CHECK(reply.status == 0);
  CHECK_FALSE(reply.fault.empty());
  CHECK(reply.fault.find("secret") == std::string::npos);
}

TEST_CASE("CurlReadsFilesAsAProxy") {
  const TempDir dir;
  dir.write("a", "hello");
  const std::unique_ptr<Transport> transport = curl_transport({});
  CHECK(get(*transport, "file://" + (dir.path() / "a").string()).status == 200);
  CHECK(get(*transport, "file://" + (dir.path() / "b").string()).status == 404);
}

TEST_CASE("CurlRunsManyTransfersAtOnceWithinItsBound") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer server(dir.path());
  server.add({"", Kind::slow});
  CurlOptions options;
  options.connections_per_host = 4;
  const std::unique_ptr<Transport> transport = curl_transport(options);
  for (std::uint64_t id = 0; id < 12; ++id) transport->start({id, server.url() + "/p/a", {}, {}});
  std::set<std::uint64_t> ids;
  while (const std::optional<Transport::Reply> reply = transport->next()) {
    CHECK(reply->status == 200);
    ids.insert(reply->id);
  }
  CHECK(ids.size() == 12);
  CHECK(server.most_at_once() > 1);
  CHECK(server.most_at_once() <= 4);
  CHECK(server.connections() <= 4);  // each is used again
}

TEST_CASE("CurlStartsADelayedTransferLater") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer server(dir.path());
  const std::unique_ptr<Transport> transport = curl_transport({});
  const auto before = std::chrono::steady_clock::now();
  transport->start({1, server.url() + "/p/a", {}, std::chrono::milliseconds(150)});
  REQUIRE(transport->next());
  CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(150));
}

TEST_CASE("CurlWakesUpForAnotherThread") {
  const TempDir dir;
  HttpServer server(dir.path());
  server.add({"", Kind::stall});
  const std::unique_ptr<Transport> transport = curl_transport({});
  transport->start({1, server.url() + "/p/a", {}, {}});
  std::thread other([&] {
    server.await("/p/a");
    transport->wake();
  });
  CHECK_FALSE(transport->next());
  other.join();
}

namespace {

// Trusting is how the tests' own certificate is trusted while it lives.
struct Trusting {
  Trusting(const TempDir& dir, const HttpServer& server) {
    setenv("SSL_CERT_FILE", dir.write("certificate", server.certificate()).c_str(), 1);
  }
  ~Trusting() { unsetenv("SSL_CERT_FILE"); }
};

}  // namespace

TEST_CASE("CurlLogsInWhereTheHostIsTheOneThatWasAsked") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer server(dir.path(), true);
  const Trusting trusting(dir, server);
  server.add({.match = "/p/", .kind = Kind::login, .text = "user:s:3/c"});
  const std::string host = server.url().substr(8);
  CurlOptions options;
  CHECK(get(*curl_transport(options), server.url() + "/p/a").status == 401);
  CHECK(get(*curl_transport(options), "https://user:s%3A3%2Fc@" + host + "/p/a").body == "hello");
  options.netrc = Netrc::parse("machine " + host + " login user password s:3/c");
  CHECK(get(*curl_transport(options), server.url() + "/p/a").body == "hello");
  // As with Go, what a URL holds comes first.
  CHECK(get(*curl_transport(options), "https://user:no@" + host + "/p/a").status == 401);
  // The same machine at another port is another one.
  options.netrc = Netrc::parse("machine 127.0.0.1 login user password s:3/c");
  CHECK(get(*curl_transport(options), server.url() + "/p/a").status == 401);
}

TEST_CASE("CurlTrustsNoUnknownCertificate") {
  const TempDir dir;
  HttpServer server(dir.path(), true);
  CHECK(get(*curl_transport({}), server.url() + "/p/a").status == 0);
}

TEST_CASE("CurlFollowsNoRedirectionFromHttpsToHttp") {
  const TempDir dir;
  dir.write("a", "hello");
  HttpServer open(dir.path());
  HttpServer server(dir.path(), true);
  const Trusting trusting(dir, server);
  server.add({.match = "", .kind = Kind::redirect, .text = open.url()});
  const Transport::Reply reply = get(*curl_transport({}), server.url() + "/p/a");
  CHECK(reply.status == 0);
  CHECK(reply.fault == "redirected away from https");
  CHECK(open.requests().empty());
}
