#include "goset/app/program_name.hpp"

#include <array>
#include <utility>

namespace goset {

namespace {

bool cut_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void cut_suffix(std::string_view& text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
}

// A page of a repository: what follows its name, and whether the words after that are a revision and
// then a directory.
constexpr std::array<std::string_view, 8> pages = {"/-/tree/",       "/-/blob/", "/-/tags/",
                                                   "/-/releases/",   "/tree/",   "/blob/",
                                                   "/releases/tag/", "/commit/"};

// split_page cuts the name of a page off a repository's path: the revision is the query, and a
// directory goes behind the path.
void split_page(ProgramName& program) {
  for (const std::string_view page : pages) {
    const std::size_t at = program.path.find(page);
    if (at == std::string::npos) continue;
    const std::string rest = program.path.substr(at + page.size());
    const std::size_t slash = rest.find('/');
    if (program.query.empty()) program.query = rest.substr(0, slash);
    program.path.resize(at);
    if (slash != std::string::npos) program.path += rest.substr(slash);
    return;
  }
}

// without_port cuts ":22" off the host of "host:22/owner/name".
std::string without_port(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::size_t slash = text.find('/');
  if (colon == std::string_view::npos || colon > slash) return std::string(text);
  return std::string(text.substr(0, colon)).append(text.substr(slash));
}

ProgramName of_url(std::string_view text) {
  text.remove_prefix(text.find("://") + 3);
  text = text.substr(0, text.find_first_of("?#"));
  const std::size_t slash = text.find('/');
  if (const std::size_t user = text.rfind('@', slash); user != std::string_view::npos) {
    text.remove_prefix(user + 1);
  }
  cut_prefix(text, "pkg.go.dev/");
  const std::size_t at = text.find('@');
  ProgramName result;
  if (at != std::string_view::npos) result.query = text.substr(at + 1);
  text = text.substr(0, at);
  cut_suffix(text, "/");
  cut_suffix(text, ".git");
  result.path = without_port(text);
  split_page(result);
  return result;
}

}  // namespace

ProgramName ProgramName::parse(std::string_view text) {
  if (text.find("://") != std::string_view::npos) return of_url(text);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> forges = {
      {{"github:", "github.com/"}, {"gitlab:", "gitlab.com/"}}};
  for (const auto& [word, host] : forges) {
    if (cut_prefix(text, word)) return of_url(std::string("https://").append(host).append(text));
  }
  if (cut_prefix(text, "git@")) {
    std::string url = std::string("ssh://").append(text);
    if (const std::size_t colon = url.find(':', 6); colon != std::string::npos) url[colon] = '/';
    return of_url(url);
  }
  const std::size_t at = text.find('@');
  std::string_view path = text.substr(0, at);
  cut_suffix(path, "/");
  return {std::string(path), at == std::string_view::npos ? "" : std::string(text.substr(at + 1))};
}

}  // namespace goset
