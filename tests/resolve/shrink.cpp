#include "shrink.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "goset/error.hpp"

// Large pieces first: halves of the lines, quarters, and so on down to single ones, where a line at
// the margin takes what is indented below it along. Then words behind a colon. All of it again
// until nothing can go.

namespace goset::world {

namespace {

using Lines = std::vector<std::string>;

class Shrinker {
 public:
  Shrinker(const World& world, const std::function<bool(const World&)>& fails)
      : fails_(fails), best_(world) {
    std::istringstream in(str(world));
    for (std::string line; std::getline(in, line);) lines_.push_back(std::move(line));
  }

  World run() {
    bool smaller = true;
    while (smaller) {
      smaller = false;
      for (std::size_t size = std::max<std::size_t>(lines_.size() / 2, 1); size > 0; size /= 2) {
        for (std::size_t at = 0; at < lines_.size();) {
          if (drop_lines(at, size)) {
            smaller = true;
          } else {
            at += size;
          }
        }
      }
      for (std::size_t at = 0; at < lines_.size(); ++at) smaller = drop_words(at) || smaller;
    }
    return best_;
  }

 private:
  bool keep(Lines lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    try {
      World world = parse(text);
      if (!fails_(world)) return false;
      best_ = std::move(world);
    } catch (const Error&) {
      return false;
    }
    lines_ = std::move(lines);
    return true;
  }

  bool drop_lines(std::size_t at, std::size_t size) {
    std::size_t end = std::min(at + size, lines_.size());
    if (!lines_[at].starts_with(' ')) {
      while (end < lines_.size() && lines_[end].starts_with(' ')) ++end;
    }
    Lines less = lines_;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(at),
               less.begin() + static_cast<std::ptrdiff_t>(end));
    return keep(std::move(less));
  }

  // drop_words drops the words of a line one by one, from the second on; a leaf keeps its name.
  bool drop_words(std::size_t at) {
    bool any = false;
    const std::size_t fixed = lines_[at].starts_with("leaf ") ? 5 : 0;
    for (std::size_t begin = lines_[at].find(' ', lines_[at].find_first_not_of(' ', fixed));
         begin < lines_[at].size();) {
      const std::string& line = lines_[at];
      const std::size_t word = line.find_first_not_of(' ', begin);
      if (word == std::string::npos) break;
      std::size_t end = line[word] == '[' ? line.find(']', word) + 1 : line.find(' ', word);
      end = std::min(end, line.size());
      if (line[end - 1] == ':' && end - 1 > word) --end;
      Lines less = lines_;
      less[at].erase(begin, end - begin);
      if (keep(std::move(less))) {
        any = true;
      } else {
        begin = end;
      }
    }
    return any;
  }

  const std::function<bool(const World&)>& fails_;
  World best_;
  Lines lines_;
};

}  // namespace

World shrink(const World& world, const std::function<bool(const World&)>& fails) {
  return Shrinker(world, fails).run();
}

}  // namespace goset::world
