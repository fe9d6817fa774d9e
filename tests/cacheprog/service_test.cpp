#include "cacheprog/service.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "cacheprog/base64.hpp"
#include "cacheprog/failure.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;
using goset::build::CacheTable;
using goset::build::Digest;
using goset::build::Failure;
using goset::build::Service;
using goset::build::sha256;
using goset::build::Store;
using goset::build::to_hex;

namespace {

std::string base64(const void* data, std::size_t size) {
  std::string out;
  goset::build::base64::append(out, {static_cast<const std::uint8_t*>(data), size});
  return out;
}

std::string digest64(std::string_view text) {
  const Digest digest = sha256(text);
  return base64(digest.data(), digest.size());
}

std::string get(int id, std::string_view action) {
  return "{\"ID\":" + std::to_string(id) + R"(,"Command":"get","ActionID":")" + digest64(action) +
         "\"}\n\n";
}

std::string put(int id, std::string_view action, std::string_view body,
                std::string_view claimed = {}) {
  std::string text = "{\"ID\":" + std::to_string(id) + R"(,"Command":"put","ActionID":")" +
                     digest64(action) + R"(","OutputID":")" +
                     digest64(claimed.empty() ? body : claimed) + '"';
  if (!body.empty()) text += ",\"BodySize\":" + std::to_string(body.size());
  text += "}\n\n";
  if (!body.empty()) text += '"' + base64(body.data(), body.size()) + "\"\n";
  return text;
}

const std::string close_request = "{\"ID\":99,\"Command\":\"close\"}\n\n";
const std::string archive = "!<arch>\ncompiled";

// Run is one helper process without the process.
struct Run {
  const TempDir& dir;
  std::string output = "out";
  std::vector<std::string> inputs{};
  std::string index_output{};
  std::vector<std::string> indexes{};
  bool closed = false;
  std::string log{};

  std::string answers_to(std::string_view requests) {
    Store store({dir.path() / output, index_output.empty() ? "" : dir.path() / index_output},
                dir.path() / "scratch");
    const CacheTable packages(inputs);
    const CacheTable index_table(indexes);
    std::string answers;
    std::ostringstream logged;
    Service service(
        store, packages, index_table, [&answers](std::string_view text) { answers += text; },
        logged);
    closed = service.run([&requests](char* data, std::size_t size) {
      const std::size_t count = std::min(size, requests.size());
      std::copy_n(requests.data(), count, data);
      requests.remove_prefix(count);
      return count;
    });
    log = logged.str();
    return answers;
  }
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("an index of a module is kept apart from what is compiled, and no package") {
  const TempDir dir;
  Run first{dir};
  first.index_output = "indexes";
  first.answers_to(put(1, "a", archive) + put(2, "b", "go index v2\nwhat is there") +
                   close_request);
  CHECK(contains(first.log, "1 packages compiled, 0 taken from dependencies"));
  Run second{dir};
  second.output = "other";
  second.inputs = {(dir.path() / "out").string()};
  second.indexes = {(dir.path() / "indexes").string()};
  const std::string answers = second.answers_to(get(1, "a") + get(2, "b") + close_request);
  CHECK(contains(answers, (dir.path() / "out/objects").string()));
  CHECK(contains(answers, (dir.path() / "indexes/objects").string()));
  CHECK(contains(second.log, "0 packages compiled, 1 taken from dependencies"));
  Run third{dir};  // who does not ask for indexes has none
  third.output = "third";
  third.answers_to(put(1, "b", "go index v2\nwhat is there") + close_request);
  CHECK(fs::is_empty(dir.path() / "third/objects"));
}

TEST_CASE("what one run puts, the next gets as a dependency") {
  const TempDir dir;
  Run first{dir};
  CHECK(contains(first.answers_to(get(1, "a") + put(2, "a", archive) + get(3, "a") + close_request),
                 "{\"ID\":1,\"Miss\":true}\n{\"ID\":2,\"DiskPath\":"));
  CHECK(first.closed);
  CHECK(contains(first.log, "1 packages compiled, 0 taken"));

  Run second{dir, "out2", {dir.path() / "out"}};
  const std::string answers = second.answers_to(get(1, "a") + get(2, "b") + close_request);
  CHECK(contains(answers, "\"Size\":" + std::to_string(archive.size())));
  CHECK(contains(answers, (dir.path() / "out/objects").string()));
  CHECK(contains(answers, "{\"ID\":2,\"Miss\":true}"));
  CHECK(contains(answers, "{\"ID\":99}\n"));
  CHECK(contains(second.log, "0 packages compiled, 1 taken"));
}

TEST_CASE("an object that was cut short or is gone is a miss, and said") {
  const TempDir dir;
  Run{dir}.answers_to(put(1, "a", archive) + put(2, "b", archive + "2") + close_request);
  fs::resize_file(dir.path() / "out/objects" / to_hex(sha256(archive)), 5);
  fs::remove(dir.path() / "out/objects" / to_hex(sha256(archive + "2")));
  Run run{dir, "out2", {dir.path() / "out"}};
  const std::string answers = run.answers_to(get(1, "a") + get(2, "b") + close_request);
  CHECK(contains(answers, "{\"ID\":1,\"Miss\":true}\n{\"ID\":2,\"Miss\":true}\n"));
  const std::string objects = "goset-cacheprog: " + (dir.path() / "out/objects").string() + "/";
  CHECK(run.log.starts_with(objects + to_hex(sha256(archive)) + ": missing or not " +
                            std::to_string(archive.size()) + " bytes: not used\n"));
}

TEST_CASE("an object that is a link is a miss: it may lead out of its cache") {
  const TempDir dir;
  Run{dir}.answers_to(put(1, "a", archive) + close_request);
  const fs::path object = dir.path() / "out/objects" / to_hex(sha256(archive));
  fs::rename(object, dir.path() / "elsewhere");
  fs::create_symlink(dir.path() / "elsewhere", object);
  Run run{dir, "out2", {dir.path() / "out"}};
  CHECK(contains(run.answers_to(get(1, "a") + close_request), "{\"ID\":1,\"Miss\":true}"));
}

TEST_CASE("a body that does not fit its OutputID fails the put and the close") {
  const TempDir dir;
  Run run{dir};
  const std::string answers =
      run.answers_to(put(1, "a", archive, "other") + put(2, "b", archive) + close_request);
  const std::string action = to_hex(sha256("a"));
  const std::string output = to_hex(sha256("other"));
  CHECK(contains(answers, "{\"ID\":1,\"Err\":\"put " + action +
                              ": the body's SHA-256 is not its OutputID " + output + "\"}"));
  CHECK(contains(answers, "{\"ID\":2,\"DiskPath\":"));
  CHECK(contains(answers, "{\"ID\":99,\"Err\":\"put "));
  CHECK_FALSE(fs::exists(dir.path() / "out/index"));
}

TEST_CASE("a put that cannot be written fails the close too") {
  const TempDir dir;
  Run run{dir};
  dir.write("out/objects/" + to_hex(sha256(archive)) + "/in-the-way", "");
  const std::string answers = run.answers_to(put(1, "a", archive) + close_request);
  CHECK(contains(answers, "{\"ID\":1,\"Err\":"));
  CHECK(contains(answers, "{\"ID\":99,\"Err\":"));
}

TEST_CASE("an empty body is answered with a path") {
  const TempDir dir;
  const std::string answers = Run{dir}.answers_to(put(1, "a", "") + get(2, "a") + close_request);
  CHECK(contains(answers, "{\"ID\":1,\"DiskPath\":\"/"));
  CHECK(contains(answers, "\"Size\":0"));
}

TEST_CASE("unknown commands and bad IDs are answered, and serving goes on") {
  const TempDir dir;
  const std::string answers = Run{dir}.answers_to(
      "{\"ID\":1,\"Command\":\"trim\"}\n"
      "{\"ID\":2,\"Command\":\"get\"}\n"
      "{\"ID\":4,\"Command\":\"put\"}\n" +
      get(3, "a") + close_request);
  CHECK(
      answers.ends_with("{\"ID\":1,\"Err\":\"unknown command: trim\"}\n"
                        "{\"ID\":2,\"Err\":\"get: the ActionID has not 32 bytes\"}\n"
                        "{\"ID\":4,\"Err\":\"put: ActionID or OutputID has not 32 bytes\"}\n"
                        "{\"ID\":3,\"Miss\":true}\n"
                        "{\"ID\":99,\"Err\":\"put: ActionID or OutputID has not 32 bytes\"}\n"));
}

TEST_CASE("without close there is no index") {
  const TempDir dir;
  Run run{dir};
  run.answers_to(put(1, "a", archive));
  CHECK_FALSE(run.closed);
  CHECK_FALSE(fs::exists(dir.path() / "out/index"));
}

TEST_CASE("a request or body that is cut short ends the run") {
  const TempDir dir;
  const std::string whole = put(1, "a", archive);
  Run run{dir};
  const auto failure = [&](const std::string& text) {
    return failure_of([&] { run.answers_to(text); });
  };
  CHECK(failure(whole.substr(0, whole.size() - 6)) == "the go command's request is cut short");
  CHECK(failure(whole.substr(0, 20)) == "the go command's request is cut short");
  CHECK(failure("nonsense\n") == "malformed request from the go command");
  CHECK_FALSE(fs::exists(dir.path() / "out/index"));
}
