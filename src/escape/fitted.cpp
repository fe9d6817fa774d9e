#include "goset/escape/fitted.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace goset {

namespace {

constexpr std::size_t more_indent = 4;

// Column is a place in a line, and how many columns are before it.
struct Column {
  std::size_t at = 0;
  std::size_t count = 0;
};

// after_sequence returns the place behind an escape sequence such as "\x1b[1;31m".
std::size_t after_sequence(std::string_view line, std::size_t at) {
  at += 2;
  while (at < line.size() && line[at] >= 0x20 && line[at] <= 0x3F) ++at;
  return std::min(at + 1, line.size());
}

// next passes over one character, with the escape sequences before it.
Column next(std::string_view line, Column here) {
  while (here.at < line.size() && line[here.at] == '\x1b') here.at = after_sequence(line, here.at);
  if (here.at == line.size()) return here;
  const auto is_inside = [&](std::size_t at) {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
  };
  ++here.at;
  while (is_inside(here.at)) ++here.at;
  ++here.count;
  return here;
}

// cut returns how much of a line has room, up to a space beyond `begin` if there is one.
std::size_t cut(std::string_view line, std::size_t begin, std::size_t columns) {
  std::size_t space = 0;
  Column here;
  while (here.at < line.size()) {
    const Column then = next(line, here);
    if (then.count > columns) return space > 0 && line[here.at] != ' ' ? space : here.at;
    if (here.at > begin && line[here.at] == ' ') space = here.at;
    here = then;
  }
  return line.size();
}

// piece returns the beginning of a line; where something follows, without the spaces at its end.
std::string_view piece(std::string_view line, std::size_t end) {
  if (end == line.size()) return line;
  const std::size_t last = line.substr(0, end).find_last_not_of(' ');
  return line.substr(0, last == std::string_view::npos ? end : last + 1);
}

void append_fitted(std::string& out, std::string_view line, std::size_t columns) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  std::size_t end = cut(line, indent, columns);
  out += piece(line, end);
  const std::size_t deeper = indent + more_indent < columns ? indent + more_indent : 0;
  while (end < line.size()) {
    line.remove_prefix(std::min(line.find_first_not_of(' ', end), line.size()));
    if (line.empty()) return;
    end = cut(line, 0, columns - deeper);
    out.append("\n").append(deeper, ' ').append(piece(line, end));
  }
}

}  // namespace

TerminalText fitted(const TerminalText& text, std::size_t columns) {
  std::string out;
  std::string_view rest = text.str();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    append_fitted(out, rest.substr(0, end), columns);
    if (end < rest.size()) out += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return TerminalText::trusted(std::move(out));
}

}  // namespace goset
