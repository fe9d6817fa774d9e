#include "file_references.hpp"

#include <algorithm>
#include <cctype>

namespace goset::build {
namespace {

constexpr std::string_view blank = " \t\r";
constexpr std::string_view source_directory = "${SRCDIR}";

std::string_view without_blanks_before(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blank);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// take_word cuts the next word off a text: a quoted one ("..." or `...`), else up to a blank.
std::string take_word(std::string_view& text) {
  text = without_blanks_before(text);
  if (text.empty()) return "";
  const char quote = text[0];
  if (quote != '"' && quote != '`') {
    const std::size_t end = std::min(text.find_first_of(blank), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(end);
    return word;
  }
  std::string word;
  std::size_t at = 1;
  for (; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && quote == '"' && at + 1 < text.size()) ++at;
    word += text[at];
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return word;
}

void read_embed(std::string_view patterns, FileReferences& found) {
  constexpr std::string_view all = "all:";
  for (std::string word = take_word(patterns); !word.empty(); word = take_word(patterns)) {
    if (word.starts_with(all)) word.erase(0, all.size());
    if (!word.empty()) found.embedded.push_back(word);
  }
}

void read_include(std::string_view name, FileReferences& found) {
  name = without_blanks_before(name);
  if (name.empty()) return;
  const char close = name[0] == '<' ? '>' : name[0];
  if (close != '>' && close != '"') {
    const auto is_of_name = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    const std::string_view word = name.substr(0, name.find_first_of(" \t\r(/"));
    found.has_computed_include |=
        word.size() == name.size() && std::all_of(word.begin(), word.end(), is_of_name);
    return;
  }
  const std::size_t end = name.find(close, 1);
  if (end != std::string_view::npos) found.included.emplace_back(name.substr(1, end - 1));
}

// without_option cuts off what a compiler's option is called, where a path may follow at once.
std::string_view without_option(std::string_view word) {
  for (const std::string_view option : {"-isystem", "-iquote", "-include", "-I", "-L", "-F"}) {
    if (word.starts_with(option)) return word.substr(option.size());
  }
  return word;
}

void read_cgo(std::string_view flags, FileReferences& found) {
  const std::size_t colon = flags.find(':');
  if (colon == std::string_view::npos) return;
  flags.remove_prefix(colon + 1);
  for (std::string word = take_word(flags); !word.empty(); word = take_word(flags)) {
    std::string_view path = without_option(word);
    std::string named;
    if (const std::size_t at = word.find(source_directory); at != std::string::npos) {
      path = std::string_view(word).substr(at + source_directory.size());
      named = "." + std::string(path.substr(0, path.find(',')));  // -Wl,-rpath,${SRCDIR}/x,...
    } else {
      named = path;
    }
    if (!named.empty() && named[0] != '-' && named[0] != '/') found.named.push_back(named);
  }
}

// takes_directive cuts off what a directive is called; false if it is another.
bool takes_directive(std::string_view& text, std::string_view directive) {
  if (!text.starts_with(directive)) return false;
  text.remove_prefix(directive.size());
  return true;
}

void read_line(std::string_view line, FileReferences& found) {
  constexpr std::string_view embed = "//go:embed";
  if (const std::size_t at = line.find(embed); at != std::string_view::npos) {
    read_embed(line.substr(at + embed.size()), found);
    return;
  }
  if (const std::size_t at = line.find(".incbin"); at != std::string_view::npos) {
    read_include(line.substr(at + 7), found);
    return;
  }
  if (const std::size_t at = line.find("__has_include"); at != std::string_view::npos) {
    const std::size_t name = line.find_first_of("\"<", at);
    if (name != std::string_view::npos) read_include(line.substr(name), found);
    return;
  }
  std::string_view rest = without_blanks_before(line);
  if (rest.starts_with("//") || rest.starts_with("/*")) {
    rest = without_blanks_before(rest.substr(2));  // of a preamble for cgo
  }
  if (!rest.starts_with('#')) return;
  rest = without_blanks_before(rest.substr(1));
  if (takes_directive(rest, "cgo ") || takes_directive(rest, "cgo\t")) return read_cgo(rest, found);
  for (const std::string_view directive : {"include_next", "include", "import", "embed"}) {
    if (takes_directive(rest, directive)) return read_include(rest, found);
  }
}

}  // namespace

FileReferences references_of(std::string_view text) {
  FileReferences found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    read_line(text.substr(0, end), found);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

}  // namespace goset::build
