#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/script.hpp"
#include "support/sumdb_log.hpp"
#include "support/text_file.hpp"

// The commands of a script that set up servers, and ask what these were asked.

namespace fs = std::filesystem;

using text_file::fail;

namespace {

constexpr const char* login = "user:s3cret";

HttpServer::Fault parse_fault(const std::string& match, const std::string& kind) {
  using Kind = HttpServer::Fault::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"cut", Kind::cut},           {"changed", Kind::changed},
      {"stall", Kind::stall},       {"slow", Kind::slow},
      {"login", Kind::login},       {"echo", Kind::echo},
      {"redirect", Kind::redirect}, {"whole", Kind::whole},
      {"endless", Kind::endless},   {"headers", Kind::headers},
      {"drip", Kind::drip},         {"drip_headers", Kind::drip_headers}};
  HttpServer::Fault fault;
  fault.match = match == "*" ? "" : match;
  if (const auto found = kinds.find(kind); found != kinds.end()) {
    fault.kind = found->second;
    return fault;
  }
  const std::size_t slash = kind.find('/');
  fault.status = std::stoi(kind.substr(0, slash));
  if (slash != std::string::npos) fault.retry_after = std::stoi(kind.substr(slash + 1));
  return fault;
}

}  // namespace

void Script::serve(const Command& command) {
  const bool tls = command.words.size() > 1 && command.words[1] == "tls";
  server_ = std::make_unique<HttpServer>(environment_.at("PROXY"), tls);
  const std::string url = server_->url();
  const std::string host = "://127.0.0.1";
  environment_["SERVER"] = url;
  environment_["LOGIN"] = std::string(url).insert(url.find(host) + 3, std::string(login) + "@");
  environment_["LOCALHOST"] = std::string(url).replace(url.find(host), host.size(), "://localhost");
  if (tls) environment_["SSL_CERT_FILE"] = root_.write("certificate", server_->certificate());
}

void Script::fault(const Command& command) {
  HttpServer::Fault fault = parse_fault(command.words.at(1), command.words.at(2));
  if (command.words.size() > 3) fault.times = std::stoi(command.words[3]);
  if (fault.kind == HttpServer::Fault::Kind::login) fault.text = login;
  if (fault.kind == HttpServer::Fault::Kind::redirect) fault.text = environment_["LOCALHOST"];
  server_->add(std::move(fault));
}

void Script::requests(const Command& command) {
  const std::string match = command.words.size() > 2 ? command.words[2] : "";
  if (server_->count(match) == std::stoul(command.words.at(1))) return;
  fail(fmt::format("the server was asked for\n{}\n", fmt::join(server_->requests(), "\n")));
}

void Script::sent(const Command& command) {
  need(command, 2);
  const std::size_t bytes = server_->sent(command.words[2]);
  const bool is_less = bytes <= std::stoul(command.words[1]);
  if (is_less == command.negated) fail(fmt::format("{} bytes", bytes));
}

void Script::logins(const Command& command) {
  need(command, 2);
  const std::size_t count = server_->logins(command.words[2]);
  if (count != std::stoul(command.words[1])) fail(fmt::format("{} logins", count));
}

void Script::at_once(const Command& command) {
  need(command, 1);
  const std::size_t most = server_->most_at_once();
  if (most < std::stoul(command.words[1])) fail(fmt::format("{} at once", most));
}

void Script::forget(const Command&) {
  server_->forget();
}

void Script::secret(const Command& command) {
  need(command, 1);
  const std::string& text = command.words[1];
  if ((last_.out + last_.err).find(text) != std::string::npos) fail(last_.out + last_.err);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root_.path())) {
    if (!entry.is_regular_file() || entry.path().filename() == ".netrc") continue;
    if (text_file::read(entry.path()).find(text) != std::string::npos)
      fail("in " + entry.path().string());
  }
}

void Script::sumdb(const Command& command) {
  const std::string which = command.words.size() > 1 ? command.words[1] : "";
  SumdbLog log("sum.test");
  const goset::ModuleVersion other{"example.com/other", "v1.0.0"};
  if (which == "fork") log.append(other, "example.com/other v1.0.0 h1:forged\n");
  for (auto [m, record] : modules_.records()) {
    if (which == "other") record.insert(record.find("h1:") + 3, "A");
    log.append(m, record);
  }
  if (which == "grown") log.append(other, "example.com/other v1.0.0 h1:new\n");
  for (const auto& [path, text] : log.files()) {
    const fs::path file = fs::path(environment_.at("PROXY")) / "sumdb" / log.name() / path;
    fs::create_directories(file.parent_path());
    text_file::write(file, text);
  }
  environment_["GOSUMDB"] = environment_["SUMDB"] = log.key();
}
