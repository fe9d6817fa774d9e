#include "goset/fetch/goproxy.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace goset {

namespace {

bool is_transient(const Transport::Reply& reply) {
  return reply.status == 0 || reply.status == 408 || reply.status == 429 || reply.status >= 500;
}

std::string what_went_wrong(const Transport::Reply& reply) {
  if (reply.status == 0) return reply.fault;
  // Proxies explain themselves in the first line of the body.
  std::string line = reply.body.substr(0, std::min<std::size_t>(reply.body.find('\n'), 200));
  const bool printable =
      std::all_of(line.begin(), line.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
  const bool markup = line.find('<') != std::string::npos;
  return printable && !markup && !line.empty() ? fmt::format("{} {}", reply.status, line)
                                               : fmt::format("HTTP status {}", reply.status);
}

}  // namespace

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
    if (!known) throw Error(fmt::format("GOPROXY: \"{}\" is not the URL of a proxy", word));
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
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t begin = scheme + 3;
  const std::size_t at = url.substr(begin, url.find('/', begin) - begin).rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, begin)) + std::string(url.substr(begin + at + 1));
}

Goproxy::Goproxy(Transport& transport, ProxyList proxies, Options options)
    : transport_(transport),
      proxies_(std::move(proxies)),
      options_(options),
      jitter_(std::random_device{}()) {}

std::uint64_t Goproxy::get(const std::string& module_path, const std::string& suffix,
                           std::filesystem::path to_file) {
  const std::uint64_t id = ++last_id_;
  Lookup lookup;
  lookup.what = module_path + ": " + suffix;
  lookup.target = module::escape_path(module_path) + "/" + suffix;
  lookup.to_file = std::move(to_file);
  Lookup& kept = lookups_[id] = std::move(lookup);
  ask(id, kept, {});
  return id;
}

// ask puts the current source to use, or the next one that can be used.
void Goproxy::ask(std::uint64_t id, Lookup& lookup, std::chrono::milliseconds delay) {
  for (; lookup.source < proxies_.entries.size(); ++lookup.source) {
    const ProxyList::Entry& entry = proxies_.entries[lookup.source];
    if (entry.kind == ProxyList::Kind::off) {
      lookup.failures.push_back("module lookup is disabled by GOPROXY=off");
      lookup.only_not_found = false;
    } else if (entry.kind == ProxyList::Kind::direct) {
      lookup.failures.push_back("GOPROXY says direct here: version control is not supported");
      lookup.only_not_found = lookup.failures.size() > 1 && lookup.only_not_found;
    } else if (options_.offline && !entry.url.starts_with("file:")) {
      lookup.failures.push_back("not in the cache, and this run is offline");
      lookup.only_not_found = false;
      lookup.source = proxies_.entries.size() - 1;  // the others would say the same
    } else {
      ++lookup.tries;
      transport_.start({id, entry.url + "/" + lookup.target, lookup.to_file, delay});
      return;
    }
  }
  ready_.push_back(give_up(id, lookup));
  lookups_.erase(id);
}

std::optional<Goproxy::Answer> Goproxy::next() {
  while (true) {
    if (!ready_.empty()) {
      Answer answer = std::move(ready_.back());
      ready_.pop_back();
      return answer;
    }
    if (lookups_.empty()) return std::nullopt;
    std::optional<Transport::Reply> reply = transport_.next();
    if (!reply) return std::nullopt;
    if (std::optional<Answer> answer = handle(std::move(*reply))) return answer;
  }
}

std::optional<Goproxy::Answer> Goproxy::handle(Transport::Reply reply) {
  const auto found = lookups_.find(reply.id);
  if (found == lookups_.end()) return std::nullopt;
  Lookup& lookup = found->second;
  if (reply.status == 200) {
    Answer answer;
    answer.id = reply.id;
    answer.body = std::move(reply.body);
    answer.file = lookup.to_file;
    answer.bytes = reply.bytes;
    lookups_.erase(found);
    return answer;
  }
  if (is_transient(reply) && lookup.tries < options_.tries) {
    ask(reply.id, lookup, backoff(lookup, reply));
    return std::nullopt;
  }
  const bool not_found = reply.status == 404 || reply.status == 410;
  const ProxyList::Entry& entry = proxies_.entries[lookup.source];
  lookup.failures.push_back(
      fmt::format("{}: {}", without_credentials(entry.url), what_went_wrong(reply)));
  if (lookup.tries > 1) lookup.failures.back() += fmt::format(" (tried {} times)", lookup.tries);
  lookup.only_not_found = lookup.only_not_found && not_found;
  if (not_found || entry.fall_through_on_error) {
    ++lookup.source;
    lookup.tries = 0;
    ask(reply.id, lookup, {});
    return std::nullopt;
  }
  Answer answer = give_up(reply.id, lookup);
  lookups_.erase(found);
  return answer;
}

Goproxy::Answer Goproxy::give_up(std::uint64_t id, const Lookup& lookup) {
  Answer answer;
  answer.id = id;
  answer.file = lookup.to_file;
  answer.not_found = lookup.only_not_found;
  answer.fault =
      Error(lookup.only_not_found ? "not found" : "can't be downloaded", lookup.failures);
  return answer;
}

std::chrono::milliseconds Goproxy::backoff(const Lookup& lookup, const Transport::Reply& reply) {
  const std::chrono::milliseconds longest = options_.longest_delay;
  std::chrono::milliseconds delay = options_.first_delay * (1 << std::min(lookup.tries - 1, 10));
  if (delay.count() > 1) {
    delay += std::chrono::milliseconds(jitter_() % static_cast<unsigned>(delay.count() / 2 + 1));
  }
  if (reply.retry_after) delay = std::max<std::chrono::milliseconds>(delay, *reply.retry_after);
  return std::min(delay, longest);
}

}  // namespace goset
