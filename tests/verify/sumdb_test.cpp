#include "goset/verify/sumdb.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/fake_transport.hpp"
#include "support/sumdb_log.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

const ModuleVersion a{"example.com/a", "v1.0.0"};
const ModuleVersion big{"example.com/Big", "v1.0.0"};

std::string record_of(const ModuleVersion& m, const std::string& hash = "h1:zip") {
  return fmt::format("{0} {1} {2}\n{0} {1}/go.mod h1:mod\n", m.path, m.version, hash);
}

// log_of has a, big, and as many others as make it `size` records; a's record is the first.
SumdbLog log_of(std::int64_t size, const std::string& hash_of_a = "h1:zip") {
  SumdbLog log("log.test/sub");
  log.append(a, record_of(a, hash_of_a));
  log.append(big, record_of(big));
  while (log.size() < size) {
    const ModuleVersion m{fmt::format("example.com/m{}", log.size()), "v1.0.0"};
    log.append(m, record_of(m));
  }
  return log;
}

// Client asks a database, with a cache that outlives each asking.
struct Client {
  TempDir cache;
  std::map<std::string, std::string> files;  // of the database
  std::string proxies = "https://one.test";
  std::string base = "https://one.test/sumdb/log.test/sub";
  std::string gosumdb = log_of(2).key();
  std::string no_sumdb;
  std::vector<fs::path> read_only;
  std::vector<fs::path> other_latest;
  bool offline = false;
  std::map<std::string, Transport::Reply> replies;  // by URL, besides the database's

  // Of the last asking:
  std::vector<std::string> urls;
  SumFile sums;
  std::string message;
  std::vector<std::string> notes;

  enum class End { good, fault, lie };
  End ask(const std::vector<ModuleVersion>& modules) {
    FakeTransport transport;
    for (const auto& [path, text] : files) transport.tell(base + "/" + path, 200, text);
    for (const auto& [url, reply] : replies) transport.tell(url, reply);
    Exchange exchange(transport);
    Goproxy::Options options;
    options.offline = offline;
    Goproxy proxy(exchange, ProxyList::parse(proxies), options);
    Sumdb sumdb(
        SumdbSettings::parse(gosumdb, no_sumdb), proxy,
        {cache.path(), read_only, other_latest, std::make_shared<RunDirectory>(cache.path())});
    End end = End::good;
    try {
      for (const ModuleVersion& m : modules) sumdb.want(m);
      sumdb.finish();
    } catch (const SecurityError& error) {
      end = End::lie;
      message = error.message();
      notes = error.notes();
    } catch (const Error& error) {
      end = End::fault;
      message = error.message();
      notes = error.notes();
    }
    urls = transport.urls();
    sums = sumdb.sums();
    return end;
  }
  bool kept(const std::string& path) const {
    return fs::exists(cache.path() / "log.test/sub" / path);
  }
  bool is_noted(const std::string& text) const {
    for (const std::string& note : notes) {
      if (note.find(text) != std::string::npos) return true;
    }
    return false;
  }
};
using End = Client::End;

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

Transport::Reply status(long code) {
  Transport::Reply reply;
  reply.status = code;
  return reply;
}

}  // namespace

TEST_CASE("SumdbVerifiesAndKeepsWhatItIsAnswered") {
  Client client;
  const SumdbLog log = log_of(300);
  client.files = log.files();
  REQUIRE(client.ask({a, big, a}) == End::good);
  REQUIRE(client.sums.zip_hashes(a).size() == 1);
  CHECK(client.sums.zip_hashes(a)[0] == "h1:zip");
  CHECK(client.sums.mod_hashes(big)[0] == "h1:mod");
  CHECK(client.urls == std::vector<std::string>{
                           client.base + "/supported", client.base + "/lookup/example.com/a@v1.0.0",
                           client.base + "/lookup/example.com/!big@v1.0.0",
                           client.base + "/tile/8/1/000.p/1", client.base + "/tile/8/0/001.p/44",
                           client.base + "/tile/8/0/000"});
  CHECK(client.kept("lookup/example.com/!big@v1.0.0"));
  CHECK(client.kept("tile/8/0/001.p/44"));
  CHECK(client.cache.read("log.test/sub/latest") == log.note(300));
}

TEST_CASE("SumdbAsksNobodyWhatIsInTheCache") {
  Client client;
  client.files = log_of(300).files();
  REQUIRE(client.ask({a, big}) == End::good);
  client.offline = true;
  REQUIRE(client.ask({a, big}) == End::good);
  CHECK(client.urls.empty());
  CHECK(client.sums.zip_hashes(big)[0] == "h1:zip");
  // Nor does another that has it as a further cache.
  Client other;
  other.read_only = {client.cache.path()};
  other.other_latest = {client.cache.path()};
  REQUIRE(other.ask({a}) == End::good);
  CHECK(other.urls.empty());
}

TEST_CASE("SumdbAnswersThatAreKeptStayProvenUnderANewerTree") {
  Client client;
  const SumdbLog log = log_of(300);
  client.files = log.files();
  client.files["lookup/example.com/a@v1.0.0"] = log.answer(0, 200);
  const ModuleVersion last{"example.com/m299", "v1.0.0"};
  REQUIRE(client.ask({a, last}) == End::good);
  client.files = log_of(700).files();
  REQUIRE(client.ask({big}) == End::good);
  client.offline = true;
  CHECK(client.ask({a, last, big}) == End::good);
}

TEST_CASE("SumdbOfflineSaysWhatIsMissing") {
  Client client;
  client.offline = true;
  CHECK(client.ask({a}) == End::fault);
  CHECK(client.message == "example.com/a@v1.0.0: not verified");
  CHECK(client.is_noted("offline"));
  CHECK(client.urls.empty());
}

TEST_CASE("SumdbTakesTheFirstProxyThatPassesItOn") {
  Client client;
  client.files = log_of(2).files();
  client.proxies = "https://no.test,https://broken.test|https://one.test,direct";
  client.replies["https://no.test/sumdb/log.test/sub/supported"] = status(410);
  client.replies["https://broken.test/sumdb/log.test/sub/supported"] = status(500);
  CHECK(client.ask({a}) == End::good);
}

TEST_CASE("SumdbItselfIsAskedWhereNoProxyPassesItOn") {
  Client client;
  client.files = log_of(2).files();
  client.base = "https://log.test/sub";
  for (const char* proxies : {"https://one.test", "https://one.test,direct", "direct", "off"}) {
    INFO(proxies);
    Client fresh;
    fresh.files = client.files;
    fresh.base = client.base;
    fresh.proxies = proxies;
    CHECK(fresh.ask({a}) == End::good);
  }
  client.proxies = "https://one.test";
  client.base = "https://elsewhere.test/db";
  client.gosumdb += " https://elsewhere.test/db/";
  CHECK(client.ask({a}) == End::good);
  CHECK(client.urls.front() == "https://elsewhere.test/db/lookup/example.com/a@v1.0.0");
}

TEST_CASE("SumdbIsNotAskedAroundAProxyThatFails") {
  Client client;
  client.proxies = "https://user:secret@one.test,direct";
  client.replies["https://user:secret@one.test/sumdb/log.test/sub/supported"] = status(403);
  CHECK(client.ask({a, big}) == End::fault);
  CHECK(client.urls.size() == 1);
  CHECK(client.message == "example.com/Big@v1.0.0: not verified");
  CHECK(client.is_noted("https://one.test: HTTP status 403"));
  CHECK_FALSE(client.is_noted("secret"));
}

TEST_CASE("SumdbThatDoesNotKnowAModule") {
  Client client;
  client.files = log_of(2).files();
  CHECK(client.ask({{"example.com/unknown", "v1.0.0"}}) == End::fault);
  CHECK(client.message == "example.com/unknown@v1.0.0: not verified");
  CHECK(client.is_noted("the checksum database log.test/sub does not know it"));
}

TEST_CASE("SumdbThatLosesATileIsNotBelieved") {
  Client client;
  client.files = log_of(300).files();
  client.files.erase("tile/8/0/000");
  CHECK(client.ask({a}) == End::fault);
  CHECK_FALSE(client.kept("lookup"));
  CHECK_FALSE(client.kept("latest"));
}

TEST_CASE("SumdbServesAFullTileForAPartOfIt") {
  Client client;
  client.files = log_of(600).files();
  const SumdbLog older = log_of(300);
  // All that is left of the older tree is its answer.
  client.files["lookup/example.com/a@v1.0.0"] = older.answer(0, 300);
  std::erase_if(client.files,
                [](const auto& file) { return file.first.starts_with("tile/8/0/001.p/"); });
  CHECK(client.ask({a}) == End::good);
  CHECK(client.cache.read("log.test/sub/tile/8/0/001.p/44") == older.tile(0, 1, 44));
}

namespace {

// Lie is a change of what a server answers, and what is said of it.
struct Lie {
  const char* what;
  std::function<void(std::map<std::string, std::string>&)> tell;
  std::string message;
  std::string note;
};

// lies returns some about a log of 300 records, which must outlive them.
std::vector<Lie> lies(const SumdbLog& log) {
  const std::string answer = "lookup/example.com/a@v1.0.0";
  return {
      {"another hash in the record",
       [=](auto& files) { replace(files.at(answer), "h1:zip", "h1:zap"); },
       "example.com/a@v1.0.0: false answer of log.test/sub", "it is not in the log"},
      {"another number of the record",
       [=](auto& files) { replace(files.at(answer), "0\n", "1\n"); },
       "example.com/a@v1.0.0: false answer of log.test/sub", "it is not in the log"},
      {"a number beyond the tree", [=](auto& files) { replace(files.at(answer), "0\n", "300\n"); },
       "example.com/a@v1.0.0: false answer of log.test/sub", "it is record 300 of a log of 300"},
      {"a true record of another module",
       [answer, &log](auto& files) { files.at(answer) = log.answer(1, 300); },
       "example.com/a@v1.0.0: false answer of log.test/sub", "it is about another module"},
      {"another tree than was signed",
       [=](auto& files) { replace(files.at(answer), "\n300\n", "\n301\n"); },
       "the signature of log.test/sub does not fit", "for example.com/a@v1.0.0"},
      {"a tree that somebody else signed",
       [=](auto& files) {
         SumdbLog other("log.test/sub", 9);
         other.append(a, record_of(a));
         files.at(answer) = other.answer(0, 1);
       },
       "log.test/sub has not signed this", "for example.com/a@v1.0.0"},
      {"a tile", [](auto& files) { files.at("tile/8/0/000")[32 * 200] ^= 1; },
       "tile/8/0/000 is not of the signed tree", "in the tiles of"},
      {"a tile of the edge", [](auto& files) { files.at("tile/8/0/001.p/44")[0] ^= 1; },
       "a tile is not of the signed tree", "in the tiles of"},
  };
}

}  // namespace

TEST_CASE("SumdbThatLiesIsCaught") {
  const SumdbLog log = log_of(300);
  for (const Lie& lie : lies(log)) {
    INFO(lie.what);
    Client client;
    client.files = log.files();
    lie.tell(client.files);
    CHECK(client.ask({a, big}) == End::lie);
    CHECK(client.message == lie.message);
    CHECK(client.is_noted(lie.note));
    CHECK(client.is_noted("nothing was written"));
    CHECK(client.sums.empty());
    CHECK_FALSE(client.kept("lookup"));
    CHECK_FALSE(client.kept("tile"));
    CHECK_FALSE(client.kept("latest"));
  }
}

TEST_CASE("SumdbWithTwoHistoriesIsCaughtInOneRun") {
  const SumdbLog one = log_of(300);
  const SumdbLog two = log_of(200, "h1:zap");
  Client client;
  client.files = one.files();
  // Each answer is in the log that it comes with.
  client.files["lookup/example.com/a@v1.0.0"] = two.answer(0, 200);
  CHECK(client.ask({a, big}) == End::lie);
}

TEST_CASE("SumdbWithAnotherHistoryThanBeforeIsCaught") {
  const SumdbLog one = log_of(300);
  for (const std::int64_t size : {200, 300, 400}) {
    INFO(size);
    Client client;
    client.files = one.files();
    REQUIRE(client.ask({big}) == End::good);
    const SumdbLog two = log_of(size, "h1:zap");
    client.files = two.files();
    for (const auto& [path, text] : one.files()) client.files.emplace(path, text);
    CHECK(client.ask({a}) == End::lie);
    CHECK(client.cache.read("log.test/sub/latest") == one.note(300));
    CHECK_FALSE(client.kept("lookup/example.com/a@v1.0.0"));
    if (size != 400) continue;  // what it serves is then seen to be of another tree
    CHECK(client.message == "the checksum database log.test/sub is lying");
    CHECK(client.is_noted("300"));
    CHECK(client.is_noted("400"));
  }
}

TEST_CASE("SumdbWithAnotherHistoryThanTheGoCommandSawIsCaught") {
  TempDir go;
  go.write("log.test/sub/latest", log_of(300).note(300));
  Client client;
  client.other_latest = {go.path()};
  client.files = log_of(400, "h1:zap").files();
  CHECK(client.ask({a}) == End::lie);
  CHECK(client.is_noted((go.path() / "log.test/sub/latest").string()));
  client.files = log_of(400).files();
  CHECK(client.ask({a}) == End::good);
}

TEST_CASE("SumdbThatShowsAnOlderTreeMovesNothingBack") {
  Client client;
  client.files = log_of(300).files();
  REQUIRE(client.ask({big}) == End::good);
  const SumdbLog older = log_of(200);
  client.files["lookup/example.com/a@v1.0.0"] = older.answer(0, 200);
  client.files["latest"] = older.note(200);
  CHECK(client.ask({a}) == End::good);
  CHECK(client.cache.read("log.test/sub/latest") == log_of(300).note(300));
}

TEST_CASE("SumdbCacheThatIsDamagedIsMadeAnew") {
  for (const char* path : {"lookup/example.com/a@v1.0.0", "tile/8/0/000", "tile/8/0/001.p/44"}) {
    INFO(path);
    Client client;
    client.files = log_of(300).files();
    REQUIRE(client.ask({a}) == End::good);
    const std::string file = std::string("log.test/sub/") + path;
    std::string text = client.cache.read(file);
    text[20] ^= 1;
    client.cache.write(file, text);
    CHECK(client.ask({a}) == End::good);
    CHECK(client.cache.read(file) == client.files.at(path));
    // Cut off, as by a full disk.
    client.cache.write(file, text.substr(0, 20));
    CHECK(client.ask({a}) == End::good);
    // Where nobody can be asked, it is a fault like any other.
    client.cache.write(file, text);
    client.offline = true;
    CHECK(client.ask({a}) != End::good);
    if (std::string(path).starts_with("tile/")) {
      client.cache.write(file, text.substr(0, 20));
      CHECK(client.ask({a}) == End::fault);
      CHECK(client.message ==
            "the checksum database log.test/sub can't be asked: this run is offline");
    }
  }
}

TEST_CASE("SumdbSettingsAreGos") {
  const SumdbSettings usual = SumdbSettings::parse("", "");
  CHECK(usual.verifier->name() == "sum.golang.org");
  CHECK(usual.url.empty());
  const SumdbSettings china = SumdbSettings::parse("sum.golang.google.cn", "");
  CHECK(china.verifier->name() == "sum.golang.org");
  CHECK(china.url == "https://sum.golang.google.cn");
  CHECK(SumdbSettings::parse("sum.golang.org http://x.test/", "").url == "http://x.test");
  CHECK(SumdbSettings::parse("off", "").skipped("example.com/a") == "GOSUMDB=off");
  const SumdbSettings some = SumdbSettings::parse("", "corp.test,*.internal");
  CHECK(some.skipped("corp.test/x/y") == "GONOSUMDB");
  CHECK(some.skipped("git.internal/x") == "GONOSUMDB");
  CHECK(some.skipped("example.com/a").empty());
  for (const char* bad : {"elsewhere.test", "sum.golang.org http://x.test more", "a+b+c"}) {
    INFO(bad);
    CHECK_THROWS_AS(SumdbSettings::parse(bad, ""), Error);
  }
  // A name becomes part of URLs and file names.
  for (const char* name : {"../up", "/top", "bottom/", "a//b", "a?b"}) {
    INFO(name);
    CHECK_THROWS_AS(SumdbSettings::parse(SumdbLog(name).key(), ""), Error);
  }
}

TEST_CASE("SumdbThatSendsNonsenseIsAFaultAndNoLie") {
  Client client;
  client.files = log_of(2).files();
  client.files["lookup/example.com/a@v1.0.0"] = "<html>log in to this network</html>\n";
  CHECK(client.ask({a}) == End::fault);
  CHECK(client.is_noted("in the answer of log.test/sub for example.com/a@v1.0.0"));
  CHECK_FALSE(client.is_noted("tampered"));
}
