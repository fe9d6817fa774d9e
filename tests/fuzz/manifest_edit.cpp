#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/store/edit.hpp"
#include "target.hpp"

// An edit of goset.toml is refused, or it adds lines, or takes some out that follow each other: every
// other line, comments included, stays as it is. (That the values are the wanted ones is checked by the
// edit itself.) The first piece is what to do: an edit's name, a leaf, track or module, and a value.

namespace goset::fuzz {

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// changed returns which lines of `before` are not those that `after` begins or ends with.
std::size_t changed(const Lines& before, const Lines& after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < most && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  return before.size() - head - tail;
}

struct Edit {
  std::string_view name, subject, value;
};

Manifest::Leaf leaf_of(const Edit& edit) {
  Manifest::Leaf leaf;
  leaf.path = edit.value;
  return leaf;
}

std::string edited(const Edit& edit, std::string_view text) {
  const std::string subject(edit.subject);
  const auto pin = [&] { return manifest::parse_pin(subject, edit.value); };
  if (edit.name == "with_leaf") {
    manifest::check_name(edit.subject);
    return manifest::with_leaf(text, edit.subject, leaf_of(edit));
  }
  if (edit.name == "without_leaf") return manifest::without_leaf(text, edit.subject);
  if (edit.name == "with_leaf_value") {
    return manifest::with_leaf_value(text, edit.subject, "version", edit.value, "new");
  }
  if (edit.name == "with_pin") return manifest::with_pin(text, edit.subject, pin());
  if (edit.name == "without_pin") return manifest::without_pin(text, edit.subject);
  if (edit.name == "with_track") {
    manifest::check_name(edit.subject);
    return manifest::with_track(text, edit.subject, {{"a"}, std::string(edit.value), {}});
  }
  return manifest::with_track_pins(text, edit.subject,
                                   {{"example.com/m", {std::string(edit.value), false}}});
}

std::string_view word(std::string_view& words, char end) {
  const std::size_t at = std::min(words.find(end), words.size());
  const std::string_view result = words.substr(0, at);
  words.remove_prefix(std::min(at + 1, words.size()));
  return result;
}

const Target target("manifest_edit", [](std::string_view input) {
  Pieces pieces(input);
  std::string_view words = pieces.next();
  Edit edit;
  edit.name = word(words, ' ');
  edit.subject = word(words, ' ');
  edit.value = word(words, '\n');
  std::vector<manifest::Source> sources{{"goset.toml", "goset.toml", std::string(pieces.rest())}};
  std::string after;
  try {
    manifest::parse(sources);  // nothing else is ever edited
    after = edited(edit, sources[0].text);
  } catch (const Error&) {
    return;
  }
  const Lines before = lines_of(sources[0].text);
  const Lines lines = lines_of(after);
  const bool adds = lines.size() > before.size();
  const std::size_t gone = changed(before, lines);
  if (adds && edit.name != "with_leaf") expect(gone == 0, "an edit that adds lines keeps all");
  if (edit.name == "with_leaf_value" || edit.name == "with_pin") {
    expect(gone <= 1, "a value is a line");
  }
});

}  // namespace

}  // namespace goset::fuzz
