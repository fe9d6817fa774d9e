#include <vector>

#include "goset/model/grouped_words.hpp"
#include "target.hpp"

// Words come back from their groups, and from lines of any width; any text is such a list or is not.

namespace goset::fuzz {

namespace {

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view word = text.substr(0, end);
    if (grouped_words::is_plain(word)) words.emplace_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::vector<std::string> expanded(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n ";
  std::vector<std::string> words;
  const bool ok = grouped_words::expand(text, [&](std::string_view w) { words.emplace_back(w); });
  expect(ok, "groups can be read");
  return words;
}

const Target target("grouped_words", [](std::string_view input) {
  std::size_t size = 0;
  grouped_words::expand(input.substr(0, 2000), [&](std::string_view word) { size += word.size(); });
  const std::vector<std::string> words = words_in(input);
  for (const std::size_t whole : {0, 2}) {
    const std::vector<std::string> groups = grouped_words::words(words, whole);
    for (const std::size_t width : {1, 20, 100}) {
      expect(expanded(grouped_words::lines(groups, width, 7)) == words, "words come back");
    }
  }
});

}  // namespace

}  // namespace goset::fuzz
