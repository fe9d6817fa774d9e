#include "mod_text.hpp"

#include <algorithm>

namespace goset::build {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view space = " \t\r";

// quoted_end returns where the quoted word that begins `text` ends, its closing quote included.
std::size_t quoted_end(std::string_view text) {
  std::size_t i = 1;
  while (i < text.size() && text[i] != text[0]) i += text[0] == '"' && text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

std::string unquote(std::string_view word) {
  const bool closed = word.size() >= 2 && word.front() == word.back();
  const std::string_view inner = word.substr(1, word.size() - (closed ? 2 : 1));
  if (word.front() == '`') return std::string(inner);
  std::string text;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '\\' && i + 1 < inner.size()) ++i;
    text += inner[i];
  }
  return text;
}

// words cuts a line as Go's lexer does; parentheses are words of their own, comments are none.
Words words(std::string_view line) {
  Words found;
  while (!line.empty()) {
    if (space.find(line[0]) != std::string_view::npos) {
      line.remove_prefix(1);
    } else if (line.starts_with("//")) {
      break;
    } else if (line[0] == '(' || line[0] == ')') {
      found.emplace_back(line.substr(0, 1));
      line.remove_prefix(1);
    } else if (line[0] == '"' || line[0] == '`') {
      const std::size_t end = quoted_end(line);
      found.push_back(unquote(line.substr(0, end)));
      line.remove_prefix(end);
    } else {
      std::size_t end = std::min(line.find_first_of(" \t\r()\"`"), line.size());
      end = std::min(end, line.find("//"));
      found.emplace_back(line.substr(0, end));
      line.remove_prefix(end);
    }
  }
  return found;
}

// read_replace reads `old [version] => new [version]`.
void read_replace(const Words& arguments, ModText& file) {
  ModText::Replace replace;
  std::size_t arrow = 0;
  while (arrow < arguments.size() && arguments[arrow] != "=>") ++arrow;
  if (arrow == 0 || arrow + 1 >= arguments.size()) return;
  replace.old_path = arguments[0];
  if (arrow > 1) replace.old_version = arguments[1];
  replace.new_path = arguments[arrow + 1];
  if (arrow + 2 < arguments.size()) replace.new_version = arguments[arrow + 2];
  file.replace.push_back(std::move(replace));
}

void read_directive(const std::string& directive, const Words& arguments, ModText& file) {
  if (arguments.empty()) return;
  if (directive == "go") {
    file.go = arguments[0];
  } else if (directive == "godebug") {
    file.godebug.push_back(arguments[0]);
  } else if (directive == "require") {
    if (arguments.size() > 1) file.require.push_back({arguments[0], arguments[1]});
  } else if (directive == "replace") {
    read_replace(arguments, file);
  }
}

bool is_dropped(const std::string& directive) {
  return directive == "require" || directive == "exclude" || directive == "replace";
}

}  // namespace

ModText parse_mod_text(std::string_view text) {
  ModText file;
  std::string block;  // the directive whose parentheses are open
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(size);

    Words found = words(line.substr(0, line.find('\n')));
    bool dropped = is_dropped(block);
    if (!block.empty()) {
      if (!found.empty() && found[0] == ")") {
        block.clear();
      } else {
        read_directive(block, found, file);
      }
    } else if (!found.empty()) {
      const std::string directive = found[0];
      dropped = is_dropped(directive);
      found.erase(found.begin());
      if (!found.empty() && found[0] == "(") {
        if (found.back() != ")") block = directive;
      } else {
        read_directive(directive, found, file);
      }
    }
    if (!dropped) file.rest += line;
  }
  if (!file.rest.ends_with('\n')) file.rest += '\n';
  return file;
}

std::string block(std::string_view directive, const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string text = "\n" + std::string(directive) + " (\n";
  for (const std::string& item : items) text += "\t" + item + "\n";
  return text + ")\n";
}

std::string quoted(const std::string& directory) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+@/";
  if (directory.find_first_not_of(plain) == std::string::npos &&
      directory.find("//") == std::string::npos) {
    return directory;
  }
  std::string text = "\"";
  for (const char c : directory) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace goset::build
