#include "goset/fetch/goproxy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/fetch/module_zip.hpp"
#include "goset/go/mod_file.hpp"

namespace goset {

namespace {

// most_bytes is how large a file of a module may be: go.mod and zip as Go limits them.
std::uint64_t most_bytes(std::string_view suffix) {
  if (suffix.ends_with(".zip")) return module_zip::most_bytes;
  if (suffix.ends_with(".mod")) return mod_file::most_bytes;
  return suffix.ends_with("/list") ? most_list_bytes : most_info_bytes;
}

}  // namespace

std::string describe_failure(const Exchange::Reply& reply) {
  std::string text = reply.fault;
  if (reply.status != 0) {
    // Servers explain themselves in the first line of the body.
    const std::string line =
        reply.body.substr(0, std::min<std::size_t>(reply.body.find('\n'), 200));
    const bool printable = std::all_of(line.begin(), line.end(),
                                       [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
    const bool markup = line.find('<') != std::string::npos;
    text = printable && !markup && !line.empty() ? fmt::format("{} {}", reply.status, line)
                                                 : fmt::format("HTTP status {}", reply.status);
  }
  return reply.tries > 1 ? fmt::format("{} (tried {} times)", text, reply.tries) : text;
}

ProxyList ProxyList::parse(std::string_view text) {
  ProxyList list;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",|"), text.size());
    std::string_view word = text.substr(0, end);
    const bool pipe = end < text.size() && text[end] == '|';
    text.remove_prefix(std::min(end + 1, text.size()));
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ') || word.ends_with('/')) word.remove_suffix(1);
    if (word.empty()) continue;
    if (word == "direct" || word == "off") {
      list.entries.push_back({word == "off" ? Kind::off : Kind::direct, std::string(word), pipe});
      break;  // what follows can't be reached
    }
    std::string url(word);
    if (url.find("://") == std::string::npos && url.find('.') != std::string::npos &&
        !url.starts_with('/')) {
      url = "https://" + url;  // as Go does for a bare host name
    }
    const bool known =
        url.starts_with("https://") || url.starts_with("http://") || url.starts_with("file://");
    if (!known) {
      throw Error(
          fmt::format("GOPROXY: \"{}\" is not the URL of a proxy", without_credentials(word)));
    }
    refuse_open_credentials("GOPROXY", url);
    list.entries.push_back({Kind::url, std::move(url), pipe});
  }
  if (list.entries.empty()) {
    throw Error("no module proxy is configured",
                {"set GOPROXY in the environment or with `go env -w GOPROXY=...`"});
  }
  return list;
}

std::string without_credentials(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::string_view rest = url.substr(begin);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  std::size_t at = authority.rfind('@');
  // Behind a colon that no port follows, what looks like a path may be the rest of a password; the
  // user's name may have an at sign itself.
  const std::string_view host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  const std::size_t colon = host.rfind(':');
  const bool is_malformed =
      colon != std::string_view::npos && !host.ends_with(']') &&
      host.find_first_not_of("0123456789", colon + 1) != std::string_view::npos;
  if (is_malformed && rest.find('@') != std::string_view::npos) at = rest.rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, begin)) + std::string(rest.substr(at + 1));
}

void refuse_open_credentials(std::string_view variable, std::string_view url) {
  const std::string shown = without_credentials(url);
  if (!url.starts_with("http:") || shown == url) return;
  throw Error(fmt::format("{}: refusing to send a password over http", variable),
              {fmt::format("use https, or no user name and password, for {}", shown)});
}

Goproxy::Goproxy(Exchange& exchange, ProxyList proxies, Options options)
    : exchange_(exchange), proxies_(std::move(proxies)), options_(std::move(options)) {}

void Goproxy::get(const std::string& module_path, const std::string& suffix,
                  std::filesystem::path to_file, std::function<void(Answer)> then,
                  std::optional<std::size_t> source) {
  const Shared lookup = std::make_shared<Lookup>();
  lookup->module_path = module_path;
  lookup->suffix = suffix;
  lookup->to_file = std::move(to_file);
  lookup->then = std::move(then);
  start(lookup, source);
}

void Goproxy::get_piece(const std::string& module_path, const std::string& suffix,
                        Transport::Range range, std::filesystem::path to_file,
                        std::function<void(Answer)> then, std::optional<std::size_t> source) {
  const Shared lookup = std::make_shared<Lookup>();
  lookup->module_path = module_path;
  lookup->suffix = suffix;
  lookup->to_file = std::move(to_file);
  lookup->then = std::move(then);
  lookup->range = range;
  start(lookup, source);
}

void Goproxy::start(const Shared& lookup, std::optional<std::size_t> source) {
  lookup->source = source.value_or(0);
  lookup->stays = source.has_value();
  lookup->sources = proxies_.entries;
  if (module::matches_prefix_patterns(lookup->module_path, options_.no_proxy)) {
    lookup->sources = {{ProxyList::Kind::direct, "direct", false}};
  }
  next_source(lookup);
}

Answer Goproxy::ask(const std::string& module_path, const std::string& suffix,
                    std::filesystem::path to_file) {
  std::optional<Answer> result;
  get(module_path, suffix, std::move(to_file),
      [&result](Answer answer) { result = std::move(answer); });
  while (!result && exchange_.turn()) {
  }
  return std::move(*result);
}

// next_source puts the current source to use, or the next one that can be used.
void Goproxy::next_source(const Shared& lookup) {
  for (; lookup->source < lookup->sources.size(); ++lookup->source) {
    const ProxyList::Entry& entry = lookup->sources[lookup->source];
    if (entry.kind == ProxyList::Kind::off) {
      lookup->failures.push_back("module lookup is disabled by GOPROXY=off");
      lookup->only_not_found = false;
    } else if (options_.offline && !entry.url.starts_with("file:")) {
      lookup->failures.push_back("not in the cache, and this run is offline");
      lookup->only_not_found = false;
      break;  // the others would say the same
    } else if (entry.kind == ProxyList::Kind::direct) {
      if (options_.direct) return ask_direct(lookup);
      lookup->failures.push_back("GOPROXY falls back to direct, which is not available here");
      lookup->only_not_found = false;
    } else {
      const std::string url = fmt::format("{}/{}/{}", entry.url,
                                          module::escape_path(lookup->module_path), lookup->suffix);
      lookup->is_proxy_asked = true;
      exchange_.get({url, most_bytes(lookup->suffix), lookup->to_file, lookup->range},
                    [this, lookup](Exchange::Reply reply) { handle(lookup, std::move(reply)); });
      return;
    }
  }
  // The one who asks may not be done asking yet.
  exchange_.expect();
  exchange_.post([lookup] { fail(lookup); });
}

void Goproxy::ask_direct(const Shared& lookup) {
  options_.direct->get(
      lookup->module_path, lookup->suffix, lookup->to_file, [lookup](Answer answer) {
        answer.source = lookup->source;
        if (answer.fault) {
          std::vector<std::string> notes = lookup->failures;
          for (const std::string& note : answer.fault->notes()) notes.push_back(note);
          answer.fault = Error(answer.fault->message(), std::move(notes));
          answer.not_found = answer.not_found && lookup->only_not_found;
          answer.no_proxy_has_it = lookup->is_proxy_asked && lookup->only_not_found;
        }
        lookup->then(std::move(answer));
      });
}

void Goproxy::handle(const Shared& lookup, Exchange::Reply reply) {
  const bool is_piece = lookup->range && reply.status == 206;
  if (reply.status == 200 || is_piece) {
    Answer answer;
    answer.is_piece = is_piece;
    answer.body = std::move(reply.body);
    answer.file = lookup->to_file;
    answer.bytes = reply.bytes;
    answer.source = lookup->source;
    lookup->then(std::move(answer));
    return;
  }
  const bool not_found = reply.status == 404 || reply.status == 410;
  const ProxyList::Entry& entry = lookup->sources[lookup->source];
  lookup->failures.push_back(
      fmt::format("{}: {}", without_credentials(entry.url), describe_failure(reply)));
  if (reply.status == 401) {
    lookup->failures.push_back("a login is taken from .netrc, or from the proxy's URL in GOPROXY");
  }
  lookup->only_not_found = lookup->only_not_found && not_found;
  if (not_found ? lookup->stays : !entry.fall_through_on_error) return fail(lookup);
  ++lookup->source;
  next_source(lookup);
}

void Goproxy::fail(const Shared& lookup) {
  Answer answer;
  answer.file = lookup->to_file;
  answer.not_found = lookup->only_not_found;
  answer.no_proxy_has_it = lookup->is_proxy_asked && lookup->only_not_found;
  answer.fault =
      Error(lookup->only_not_found ? "not found" : "can't be downloaded", lookup->failures);
  lookup->then(std::move(answer));
}

}  // namespace goset
