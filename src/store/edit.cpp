#include "goset/store/edit.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "goset/error.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/escape/toml.hpp"
#include "goset/go/unicode.hpp"
#include "parse_toml.hpp"

// toml++ tells where each key and value stands. An edit is made there, on the text; then the result
// is read again and must be what the same change makes of the old values. A way of writing the file
// that was not thought of so ends in an Error and never in a damaged file.

namespace goset::manifest {

namespace {

using Lines = std::vector<std::string_view>;  // with their line ends

// parsed throws Error for what is not TOML: a text that is not UTF-8, too.
toml::table parsed(std::string_view text) {
  try {
    return parse_toml(text);
  } catch (const toml::parse_error& error) {
    throw Error(fmt::format("not a text of TOML: {}", error.description()));
  }
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

char first_char(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : line[at];
}

// line_end returns how the file ends its lines.
std::string line_end(std::string_view text) {
  const std::size_t end = text.find('\n');
  const bool carriage = end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
  return carriage ? "\r\n" : "\n";
}

std::string with_line_ends_of(std::string_view text, const std::string& added) {
  if (line_end(text) == "\n") return added;
  std::string out;
  for (const char c : added) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// toml_string writes a basic string. Throws Error for a text that is not UTF-8.
std::string toml_string(std::string_view text) {
  if (!unicode::is_valid_utf8(text)) {
    throw Error(fmt::format("not a text of TOML: \"{}\" is not UTF-8", text));
  }
  return TomlText::format("\"{}\"", text).str();
}

std::string toml_list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + toml_string(item);
  return "[" + out + "]";
}

std::string toml_key(std::string_view key) {
  constexpr std::string_view bare =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const bool is_bare = !key.empty() && key.find_first_not_of(bare) == std::string_view::npos;
  return is_bare ? std::string(key) : toml_string(key);
}

std::string leaf_table(std::string_view name, const Manifest::Leaf& leaf) {
  std::string out = fmt::format("[leaf.{}]\n", toml_key(name));
  const auto text = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("{} = {}\n", key, toml_string(value));
  };
  text("module", leaf.module);
  text("version", leaf.version);
  text("path", leaf.path);
  text("archive", leaf.archive);
  text("dir", leaf.dir);
  if (leaf.packages != std::vector<std::string>{"./..."}) {
    out += fmt::format("packages = {}\n", toml_list(leaf.packages));
  }
  if (!leaf.tags.empty()) out += fmt::format("tags = {}\n", toml_list(leaf.tags));
  if (!leaf.optional_tags.empty()) {
    out += fmt::format("optional-tags = {}\n", toml_list(leaf.optional_tags));
  }
  if (leaf.tests) out += "tests = true\n";
  if (leaf.workspace) out += fmt::format("workspace = {}\n", *leaf.workspace);
  return out;
}

// value_line writes a key with its value, and the comment before it if there is one.
std::string value_line(std::string_view key, std::string_view value, std::string_view comment) {
  const std::string before = comment.empty() ? "" : CommentText::format("# {}\n", comment).str();
  return fmt::format("{}{} = {}\n", before, toml_key(key), value);
}

// pin_table writes pins as an inline table; that has no line breaks.
std::string pin_table(const Pins& pins) {
  std::string out;
  for (const auto& [path, pin] : pins) {
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", toml_string(path),
                       toml_string(pin_text(pin)));
  }
  return "{ " + out + " }";
}

// Range is a stretch of bytes of the text.
struct Range {
  std::size_t begin;
  std::size_t end;
};

// Document is the text with what toml++ knows of it.
class Document {
 public:
  explicit Document(std::string_view text) : text_(text), lines_(lines_of(text)) {
    root_ = parsed(text);
  }

  const toml::table& root() const { return root_; }
  std::string_view text() const { return text_; }
  const Lines& lines() const { return lines_; }

  // offset returns the byte that a position of toml++ means, which counts characters.
  std::size_t offset(const toml::source_position& at) const {
    std::size_t byte = line_start(at.line - 1);
    for (std::uint32_t column = 1; column < at.column && byte < text_.size(); ++column) {
      do {
        ++byte;
      } while (byte < text_.size() && (static_cast<unsigned char>(text_[byte]) & 0xC0) == 0x80);
    }
    return byte;
  }

  std::size_t line_start(std::size_t line) const {
    if (line >= lines_.size()) return text_.size();
    return static_cast<std::size_t>(lines_[line].data() - text_.data());
  }

  // last_line returns the number (from 1) of the last line of a node and all that it holds.
  static std::size_t last_line(const toml::node& node) {
    std::size_t last = node.source().end.line;
    if (const toml::table* table = node.as_table()) {
      for (const auto& [key, value] : *table) last = std::max(last, last_line(value));
    }
    return last;
  }

  // has_header reports whether a table is written under a `[header]` of its own.
  bool has_header(const toml::node& node) const {
    const toml::source_position& begin = node.source().begin;
    return node.is_table() && !node.as_table()->is_inline() && begin.column == 1 &&
           first_char(lines_.at(begin.line - 1)) == '[';
  }

  // lines_of_table returns a table under its header, with all lines that belong to it.
  std::optional<Range> lines_of_table(const toml::node& node) const {
    if (!has_header(node)) return std::nullopt;
    return Range{line_start(node.source().begin.line - 1), line_start(last_line(node))};
  }

  std::string replaced(const Range& range, std::string_view by) const {
    return std::string(text_.substr(0, range.begin)) + std::string(by) +
           std::string(text_.substr(range.end));
  }

 private:
  std::string_view text_;
  Lines lines_;
  toml::table root_;
};

const toml::table* table_of(const toml::table& parent, std::string_view key) {
  const toml::node* const node = parent.get(key);
  return node ? node->as_table() : nullptr;
}

// finish checks an edit: the result must have the values of `wanted`.
std::string finish(std::string result, const toml::table& wanted, const std::string& what,
                   const std::string& by_hand) {
  try {
    if (parsed(result) == wanted) return result;
  } catch (const Error&) {  // `leaf = { ... }` takes no further table
  }
  Error error(fmt::format("can't {} in a file written like this one", what), {by_hand});
  throw error;
}

// last_line_of_leaves returns the number of the last line with a leaf's header or value; 0 if there
// is none.
std::size_t last_line_of_leaves(const toml::table& root) {
  std::size_t last = 0;
  const toml::table* const leaves = table_of(root, "leaf");
  if (!leaves) return last;
  for (const auto& [name, node] : *leaves) last = std::max(last, Document::last_line(node));
  return last;
}

// place_for_leaf returns the number of lines that stand before a new leaf: all up to the last leaf
// with the comments right below it, unless these lead over to the next table. Where the leaves are
// no tables of their own and other keys follow, that is all lines.
std::size_t place_for_leaf(const Document& document) {
  const Lines& lines = document.lines();
  const std::size_t last = last_line_of_leaves(document.root());
  if (last == 0) return lines.size();
  const auto at = [&](std::size_t i) { return i < lines.size() ? first_char(lines[i]) : '\0'; };
  std::size_t comments = last;
  while (at(comments) == '#') ++comments;
  const std::size_t place = at(comments) == '[' ? last : comments;
  std::size_t next = place;
  while (next < lines.size() && (at(next) == '\0' || at(next) == '#')) ++next;
  return next == lines.size() || at(next) == '[' ? place : lines.size();
}

std::string insert_table(const Document& document, std::size_t place, const std::string& table) {
  const Lines& lines = document.lines();
  const std::size_t at = document.line_start(place);
  const std::string_view head = document.text().substr(0, at);
  const bool close_before = at > 0 && !head.ends_with('\n');
  const bool close_behind = place < lines.size() && first_char(lines[place]) != '\0';
  return document.replaced(
      {at, at}, with_line_ends_of(document.text(), fmt::format("{}{}{}{}", close_before ? "\n" : "",
                                                               at > 0 ? "\n" : "", table,
                                                               close_behind ? "\n" : "")));
}

// without_lines takes a table out, with one of the blank lines around it.
std::string without_lines(const Document& document, Range range) {
  const std::string_view behind = document.text().substr(range.end);
  const Lines rest = lines_of(behind);
  const bool blank_behind = !rest.empty() && first_char(rest.front()) == '\0';
  if (blank_behind) {
    range.end += rest.front().size();
  } else if (behind.empty()) {
    const Lines before = lines_of(document.text().substr(0, range.begin));
    if (!before.empty() && first_char(before.back()) == '\0') range.begin -= before.back().size();
  }
  return document.replaced(range, "");
}

// with_key sets a key of a table that is written under a header, or replaces its value anywhere.
std::string with_key(const Document& document, const toml::table& table, std::string_view key,
                     const std::string& value, std::string_view comment = {}) {
  if (const toml::node* const old = table.get(key)) {
    return document.replaced(
        {document.offset(old->source().begin), document.offset(old->source().end)}, value);
  }
  if (!document.has_header(table)) return std::string(document.text());  // finish() refuses it
  std::size_t line = table.source().begin.line;
  for (const auto& [unused, node] : table) {
    if (!document.has_header(node)) line = std::max(line, Document::last_line(node));
  }
  const std::size_t at = document.line_start(line);
  const bool open = at > 0 && document.text()[at - 1] != '\n';
  return document.replaced(
      {at, at},
      with_line_ends_of(document.text(), (open ? "\n" : "") + value_line(key, value, comment)));
}

}  // namespace

std::string with_leaf(std::string_view text, std::string_view name, const Manifest::Leaf& leaf) {
  const Document document(text);
  const std::string table = leaf_table(name, leaf);
  toml::table wanted = parsed(text);
  if (!wanted.contains("leaf")) wanted.insert("leaf", toml::table{});
  std::string result(text);
  if (toml::table* const leaves = wanted["leaf"].as_table()) {
    leaves->insert_or_assign(name, *table_of(*table_of(parsed(table), "leaf"), name));
    const toml::table* const old = table_of(document.root(), "leaf");
    if (const toml::node* const node = old ? old->get(name) : nullptr) {
      if (const std::optional<Range> range = document.lines_of_table(*node)) {
        result = document.replaced(*range, with_line_ends_of(text, table));
      }
    } else {
      result = insert_table(document, place_for_leaf(document), table);
    }
  }
  try {
    return finish(std::move(result), wanted, fmt::format("write leaf {}", name),
                  "write each leaf as a table [leaf.NAME], or this one by hand:");
  } catch (Error& error) {
    for (std::string_view line : lines_of(table)) {
      line.remove_suffix(1);
      error.add_note("  " + std::string(line));
    }
    throw;
  }
}

std::string track_table(std::string_view name, const Manifest::Track& track) {
  constexpr std::size_t most_inline = 3;
  std::string out = fmt::format("[track.{}]\n", toml_key(name));
  if (!track.leaves.empty()) {
    out += fmt::format("leaves = {}\nreason = {}\n", toml_list(track.leaves),
                       toml_string(track.reason));
  }
  if (track.pins.empty()) return out;
  if (track.pins.size() <= most_inline) return out + "pin = " + pin_table(track.pins) + "\n";
  out += fmt::format("\n[track.{}.pin]\n", toml_key(name));
  for (const auto& [path, pin] : track.pins) {
    out += fmt::format("{} = {}\n", toml_string(path), toml_string(pin_text(pin)));
  }
  return out;
}

std::string with_track(std::string_view text, std::string_view name, const Manifest::Track& track) {
  const Document document(text);
  const std::string table = track_table(name, track);
  toml::table wanted = parsed(text);
  if (!wanted.contains("track")) wanted.insert("track", toml::table{});
  std::string result(text);
  if (toml::table* const tracks = wanted["track"].as_table(); tracks && !tracks->contains(name)) {
    tracks->insert(name, *table_of(*table_of(parsed(table), "track"), name));
    const toml::table* const old = table_of(document.root(), "track");
    const std::size_t last = old ? Document::last_line(*old) : 0;
    result = insert_table(document, last > 0 ? last : document.lines().size(), table);
  }
  return finish(std::move(result), wanted, fmt::format("write track {}", name),
                fmt::format("write [track.{}] by hand", name));
}

std::string with_track_pins(std::string_view text, std::string_view name, const Pins& pins) {
  std::string result(text);
  const auto track_in = [&](const toml::table& root) {
    const toml::table* const tracks = table_of(root, "track");
    return tracks ? table_of(*tracks, name) : nullptr;
  };
  for (const auto& [path, pin] : pins) {
    const std::string before = result;
    const Document document(before);
    toml::table wanted = parsed(before);
    const toml::table* const track = track_in(document.root());
    if (!track) throw Error(fmt::format("there is no track {}", name));
    const toml::table* const old = table_of(*track, "pin");
    toml::table& table = *wanted["track"][name].as_table();
    if (!old) table.insert("pin", toml::table{});
    table["pin"].as_table()->insert_or_assign(path, pin_text(pin));
    if (!old) {
      result = with_key(document, *track, "pin", pin_table({{path, pin}}));
    } else if (old->is_inline()) {
      Pins all;
      for (const auto& [key, node] : *table["pin"].as_table()) {
        const std::string module(key.str());
        all[module] = parse_pin(module, node.value_or(std::string_view()));
      }
      result = with_key(document, *track, "pin", pin_table(all));
    } else {
      result = with_key(document, *old, path, toml_string(pin_text(pin)));
    }
    result = finish(std::move(result), wanted, fmt::format("pin {} in track {}", path, name),
                    fmt::format("write by hand into [track.{}.pin]: {} = {}", name,
                                toml_string(path), toml_string(pin_text(pin))));
  }
  return result;
}

std::string without_leaf(std::string_view text, std::string_view name) {
  const Document document(text);
  toml::table wanted = parsed(text);
  toml::table* const leaves = wanted["leaf"].as_table();
  if (!leaves || !leaves->contains(name)) throw Error(fmt::format("there is no leaf {}", name));
  leaves->erase(name);
  if (leaves->empty()) wanted.erase("leaf");
  const toml::node& node = *table_of(document.root(), "leaf")->get(name);
  const std::optional<Range> range = document.lines_of_table(node);
  return finish(range ? without_lines(document, *range) : std::string(text), wanted,
                fmt::format("remove leaf {}", name), "delete it by hand");
}

std::string leaf_value_table(std::string_view leaf, std::string_view key, std::string_view value,
                             std::string_view comment) {
  return fmt::format("[leaf.{}]\n{}", toml_key(leaf), value_line(key, toml_string(value), comment));
}

std::string with_leaf_value(std::string_view text, std::string_view leaf, std::string_view key,
                            std::string_view value, std::string_view comment) {
  const Document document(text);
  toml::table wanted = parsed(text);
  toml::table* const table = wanted["leaf"][leaf].as_table();
  if (!table) throw Error(fmt::format("there is no leaf {}", leaf));
  table->insert_or_assign(key, std::string(value));
  const toml::table& old = *table_of(*table_of(document.root(), "leaf"), leaf);
  return finish(with_key(document, old, key, toml_string(value), comment), wanted,
                fmt::format("set {} of leaf {}", key, leaf),
                fmt::format("write by hand: {} = {}", key, toml_string(value)));
}

std::string with_pin(std::string_view text, std::string_view path, const Pin& pin,
                     std::string_view comment) {
  const Document document(text);
  const std::string value = toml_string(pin_text(pin));
  toml::table wanted = parsed(text);
  if (!wanted.contains("pin")) wanted.insert("pin", toml::table{});
  if (toml::table* const pins = wanted["pin"].as_table()) {
    pins->insert_or_assign(path, pin_text(pin));
  }
  std::string result;
  if (const toml::table* const pins = table_of(document.root(), "pin")) {
    result = with_key(document, *pins, path, value, comment);
  } else {
    result = insert_table(document, document.lines().size(),
                          "[pin]\n" + value_line(path, value, comment));
  }
  return finish(std::move(result), wanted, fmt::format("pin {}", path),
                fmt::format("write by hand into [pin]: {} = {}", toml_string(path), value));
}

std::string without_pin(std::string_view text, std::string_view path) {
  const Document document(text);
  toml::table wanted = parsed(text);
  toml::table* const pins = wanted["pin"].as_table();
  if (!pins || !pins->contains(path)) throw Error(fmt::format("{} is not pinned", path));
  pins->erase(path);
  const bool empty = pins->empty();
  if (empty) wanted.erase("pin");
  const toml::table& old = *table_of(document.root(), "pin");
  const toml::node& node = *old.get(path);
  std::string result;
  const std::optional<Range> whole = document.lines_of_table(old);
  if (empty && whole) {
    result = without_lines(document, *whole);
  } else {
    result = document.replaced({document.line_start(node.source().begin.line - 1),
                                document.line_start(node.source().end.line)},
                               "");
  }
  return finish(std::move(result), wanted, fmt::format("unpin {}", path), "delete it by hand");
}

}  // namespace goset::manifest
