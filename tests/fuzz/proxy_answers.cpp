#include <deque>

#include "goset/error.hpp"
#include "goset/fetch/version_query.hpp"
#include "target.hpp"

// Whatever a proxy answers, a query has an answer that is a canonical version of the module, or is
// refused. Pieces: the query, the version it starts from, `list`, `@latest`, `.info` and `.mod`; what
// is empty is not found.

namespace goset::fuzz {

namespace {

const std::string module_path = "example.com/m";

// Answers is a proxy with one text for each kind of file.
class Answers : public Transport {
 public:
  std::string list, latest, info, mod;

  void start(Request request) override { waiting_.push_back(std::move(request)); }
  std::optional<Reply> next() override {
    if (waiting_.empty()) return std::nullopt;
    const Request request = std::move(waiting_.front());
    waiting_.pop_front();
    Reply reply;
    reply.id = request.id;
    reply.body = text(request.url);
    reply.status = reply.body.empty() ? 404 : 200;
    return reply;
  }
  void wake() override {}

 private:
  const std::string& text(const std::string& url) const {
    if (url.ends_with("/@v/list")) return list;
    if (url.ends_with("/@latest")) return latest;
    return url.ends_with(".info") ? info : mod;
  }

  std::deque<Request> waiting_;
};

std::string line(std::string_view piece) {
  return std::string(piece.substr(0, piece.find('\n')));
}

const Target target("proxy_answers", [](std::string_view input) {
  Pieces pieces(input);
  const std::string query = line(pieces.next());
  const std::string current = line(pieces.next());
  Answers answers;
  for (std::string* text : {&answers.list, &answers.latest, &answers.info}) *text = pieces.next();
  answers.mod = pieces.rest();
  Exchange exchange(answers);
  Goproxy proxy(exchange, ProxyList::parse("https://one.test"), {});
  VersionQuery versions(proxy, module_path);
  try {
    // What a query starts from is a version of the set.
    if (!current.empty()) module::check(module_path, current);
    const std::string version = versions.resolve(query, current);
    try {
      module::check(module_path, version);
    } catch (const Error& error) {
      throw Finding{"the answer is no version: " + error.message()};
    }
    versions.retracted(version);
    versions.deprecated();
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
