#include "goset/model/grouped_words.hpp"

#include <algorithm>

namespace goset::grouped_words {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

bool is_mark(char c) {
  return c == '{' || c == '}' || c == ',' || is_blank(c);
}

// element returns the first element of a path.
std::string_view element(std::string_view path) {
  return path.substr(0, path.find('/'));
}

// Grouping writes neighbours of a list whose first `depth` elements are the same.
class Grouping {
 public:
  explicit Grouping(std::size_t whole) : whole_(whole) {}

  // tails returns what is written of paths behind what they have in common, each with the slash that
  // comes before it, or empty for one that ends there.
  std::vector<std::string> tails(std::span<const std::string_view> paths, std::size_t depth) const {
    std::vector<std::string> result;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < paths.size(); begin = end) {
      const std::string_view path = paths[begin];
      end = begin + 1;
      if (path.empty()) {
        result.emplace_back();
        continue;
      }
      const std::string_view first = element(path.substr(1));
      std::vector<std::string_view> rest;
      while (end < paths.size() && !paths[end].empty() && element(paths[end].substr(1)) == first) {
        ++end;
      }
      for (const std::string_view one : paths.subspan(begin, end - begin)) {
        rest.push_back(one.substr(1 + first.size()));
      }
      add(result, "/" + std::string(first), tails(rest, depth + 1), depth + 1);
    }
    return result;
  }

 private:
  void add(std::vector<std::string>& result, const std::string& first,
           const std::vector<std::string>& tails, std::size_t depth) const {
    if (tails.size() == 1 || depth < whole_) {
      for (const std::string& tail : tails) result.push_back(first + tail);
      return;
    }
    if (first == "/." && tails[0].empty()) {  // ". ./a" is easier to read than ".{,/a}"
      result.push_back(first);
      return add(result, first, {tails.begin() + 1, tails.end()}, depth);
    }
    const bool ends_here =
        std::any_of(tails.begin(), tails.end(), [](const std::string& t) { return t.empty(); });
    std::string group = first + (ends_here ? "{" : "/{");
    for (std::size_t i = 0; i < tails.size(); ++i) {
      if (i > 0) group += ',';
      group += ends_here ? tails[i] : tails[i].substr(1);
    }
    result.push_back(group + "}");
  }

  std::size_t whole_;
};

}  // namespace

bool is_plain(std::string_view word) {
  return !word.empty() && std::none_of(word.begin(), word.end(), [](char c) {
    constexpr std::string_view special = " {},\"\\$'";
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
           special.find(c) != std::string_view::npos;
  });
}

std::vector<std::string> words(std::span<const std::string> list, std::size_t whole) {
  std::vector<std::string> rooted;
  for (const std::string& word : list) rooted.push_back("/" + word);
  const std::vector<std::string_view> paths(rooted.begin(), rooted.end());
  std::vector<std::string> result = Grouping(whole).tails(paths, 0);
  for (std::string& word : result) word.erase(0, 1);
  return result;
}

std::vector<std::string> lines(const std::vector<std::string>& words, std::size_t width,
                               std::size_t used) {
  std::vector<std::string> result(1);
  const auto room = [&] { return width - std::min(width, result.size() == 1 ? used : 0); };
  for (const std::string& word : words) {
    std::string& line = result.back();
    if (!line.empty() && line.size() + 1 + word.size() <= room()) {
      line.append(" ").append(word);
      continue;
    }
    if (!line.empty()) result.emplace_back();
    std::string_view rest = word;
    while (rest.size() > room()) {
      const std::size_t comma = rest.rfind(',', room() - 1);
      if (comma == std::string_view::npos || room() == 0) break;
      result.back() = rest.substr(0, comma + 1);
      rest.remove_prefix(comma + 1);
      result.emplace_back();
    }
    result.back() += rest;
  }
  return result;
}

bool expand(std::string_view text, const std::function<void(std::string_view)>& use) {
  std::string word;
  std::vector<std::size_t> open;  // how long the word was where each group began
  bool closed = false;            // a group ended, and nothing may follow it in this word
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{') {
      if (closed || word.empty()) return false;
      open.push_back(word.size());
    } else if (c == ',' || c == '}') {
      if (open.empty()) return false;
      if (!closed) use(word);
      word.resize(open.back());
      closed = c == '}';
      if (closed) open.pop_back();
      while (!closed && i + 1 < text.size() && is_blank(text[i + 1])) ++i;
    } else if (is_blank(c)) {
      if (!open.empty()) return false;
      if (!closed && !word.empty()) use(word);
      word.clear();
      closed = false;
    } else {
      if (closed) return false;
      const std::size_t begin = i;
      while (i + 1 < text.size() && !is_mark(text[i + 1])) ++i;
      word.append(text, begin, i + 1 - begin);
    }
  }
  if (!open.empty()) return false;
  if (!closed && !word.empty()) use(word);
  return true;
}

}  // namespace goset::grouped_words
