#include "goset/export/template.hpp"

#include <stdexcept>

#include "goset/escape/nix.hpp"

namespace goset::nix_template {

namespace {

constexpr std::size_t width = 80;

// Placeholder is `/*@key@*/` or `@key@`, at [begin, end) of the text.
struct Placeholder {
  std::size_t begin;
  std::size_t end;
  std::string key;
  bool raw;  // the first form
};

bool is_key(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

bool find_placeholder(std::string_view text, std::size_t from, Placeholder& found) {
  for (std::size_t at = text.find('@', from); at != std::string_view::npos;
       at = text.find('@', at + 1)) {
    const std::size_t close = text.find('@', at + 1);
    if (close == std::string_view::npos) return false;
    const std::string_view key = text.substr(at + 1, close - at - 1);
    if (!is_key(key)) continue;
    const bool raw =
        at >= from + 2 && text.substr(at - 2, 2) == "/*" && text.substr(close + 1, 2) == "*/";
    found = {raw ? at - 2 : at, raw ? close + 3 : close + 1, std::string(key), raw};
    return true;
  }
  return false;
}

}  // namespace

std::string render(std::string_view text, const Values& values) {
  std::string out;
  std::size_t at = 0;
  Placeholder hole;
  while (find_placeholder(text, at, hole)) {
    out.append(text.substr(at, hole.begin - at));
    const auto value = values.find(hole.key);
    if (value == values.end()) throw std::logic_error("template without value: " + hole.key);
    at = hole.end;
    if (!hole.raw) {
      out += escape(value->second);
      continue;
    }
    const std::string& nix = value->second;
    // A blank beside a hole belongs to it where the value is empty or brings its own line breaks.
    if ((nix.empty() || nix.front() == '\n') && out.ends_with(' ')) {
      const std::size_t line = out.find_last_not_of(' ');
      const bool alone = line == std::string::npos || out[line] == '\n';
      if (alone && nix.empty() && at < text.size() && text[at] == '\n') {
        out.erase(line == std::string::npos ? 0 : line + 1);
        ++at;
      } else {
        out.pop_back();
      }
    }
    if (nix.find('\n') != std::string::npos && nix.ends_with(' ') && text.substr(at, 1) == " ") {
      ++at;
    }
    out += nix;
  }
  out.append(text.substr(at));
  return out;
}

std::string_view body(std::string_view text) {
  const std::size_t begin = text.find('\n') + 1;
  const std::size_t end = text.rfind('}');
  return text.substr(begin, end - begin);
}

std::string escape(std::string_view text) {
  return NixText::of(text).str();
}

std::string nix_string(std::string_view text) {
  return '"' + escape(text) + '"';
}

std::string list(const std::vector<std::string>& items, std::size_t column, std::size_t indent) {
  std::string line;
  for (const std::string& item : items) {
    if (!line.empty()) line += ' ';
    line += item;
  }
  if (column + line.size() + 5 <= width) return line;  // "[ ", " ]" and ";"
  std::string lines = "\n";
  for (const std::string& item : items) {
    lines.append(indent + 2, ' ').append(item).append("\n");
  }
  return lines.append(indent, ' ');
}

}  // namespace goset::nix_template
