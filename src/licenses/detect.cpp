#include "goset/licenses/detect.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>

#include "table.hpp"
#include "words.hpp"

// A licence is a sequence of fingerprints, each of a few words that stand side by side. Those of a text
// are looked up, and where some of one licence come in its order and about as far apart as there, they are
// a chain: a copy of it, whatever its layout, and with a few words changed or put in. A chain with most of
// a licence's fingerprints is that licence.
//
// Licences share sentences, and some are others with one more: a text of the BSD licence with three
// clauses has all of the one with two. So chains at the same place compete, and the one counts that
// explains most: its fingerprints that are there, less those that are missing.

namespace goset::licenses {

namespace {

// A copy has at least this part of the fingerprints. A word that is changed takes run_length of
// them; the nearest relatives, of which one is not the other, differ by a tenth.
constexpr double least_coverage = 0.75;
// Of a notice of a few lines, where each word counts, it must be more.
constexpr double least_of_notice = 0.9;
constexpr std::size_t words_of_notice = 90;
// How many words may have been put in between two fingerprints, or left out, beyond what is usual.
constexpr std::size_t slack = 60;
// So many chains of one licence are followed at once: it may stand in a file several times.
constexpr std::size_t most_chains = 8;

struct Mark {
  std::uint32_t fingerprint;
  std::uint16_t pattern;
  std::uint16_t place;  // among those of the pattern
  friend bool operator<(const Mark& a, const Mark& b) { return a.fingerprint < b.fingerprint; }
};

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t result = 0;
  for (const char c : digits) {
    result = result * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return result;
}

constexpr std::size_t digits_of_mark = 8;

std::size_t count_of(const Pattern& pattern) {
  return pattern.marks.size() / digits_of_mark;
}

// all_marks returns those of all patterns, by fingerprint.
const std::vector<Mark>& all_marks() {
  static const std::vector<Mark> marks = [] {
    std::vector<Mark> result;
    std::uint16_t number = 0;
    for (const Pattern& pattern : patterns()) {
      for (std::size_t at = 0; at < count_of(pattern); ++at) {
        const std::string_view digits = pattern.marks.substr(at * digits_of_mark, digits_of_mark);
        result.push_back({number_of(digits), number, static_cast<std::uint16_t>(at)});
      }
      ++number;
    }
    std::stable_sort(result.begin(), result.end());
    return result;
  }();
  return marks;
}

// Chain is what may be a copy of a licence.
struct Chain {
  std::uint16_t pattern;
  std::size_t first;  // word
  std::size_t last;   // where its last fingerprint begins
  std::size_t place;  // of that one in the pattern
  std::size_t count;  // of fingerprints
};

double coverage_of(const Chain& chain) {
  const std::size_t all = count_of(patterns()[chain.pattern]);
  return static_cast<double>(chain.count) / static_cast<double>(all);
}

// Chains follows the chains of all patterns through a text.
class Chains {
 public:
  Chains() : open_(patterns().size()) {}

  void add(const Mark& mark, std::size_t word) {
    std::vector<Chain>& open = open_[mark.pattern];
    Chain* best = nullptr;
    for (Chain& chain : open) {
      if (continues(chain, mark, word) && (!best || chain.count > best->count)) best = &chain;
    }
    if (best) {
      best->last = word;
      best->place = mark.place;
      ++best->count;
      return;
    }
    if (open.size() == most_chains) drop_one(open);
    open.push_back({mark.pattern, word, word, mark.place, 1});
  }

  // whole returns the chains that are copies.
  std::vector<Chain> whole() {
    for (std::vector<Chain>& open : open_) {
      for (const Chain& chain : open) close(chain);
    }
    return std::move(whole_);
  }

 private:
  static bool continues(const Chain& chain, const Mark& mark, std::size_t word) {
    if (mark.place <= chain.place) return false;
    const Pattern& pattern = patterns()[mark.pattern];
    const std::size_t apart = (mark.place - chain.place) * pattern.words / count_of(pattern);
    const std::size_t here = word - chain.last;
    const std::size_t room = slack + 4 * pattern.words / count_of(pattern);
    return here <= 2 * apart + room && apart <= 2 * here + room;
  }

  // drop_one makes room: the chain goes that ended longest ago.
  void drop_one(std::vector<Chain>& open) {
    const auto oldest = std::min_element(
        open.begin(), open.end(), [](const Chain& a, const Chain& b) { return a.last < b.last; });
    close(*oldest);
    open.erase(oldest);
  }

  void close(const Chain& chain) {
    const bool is_notice = patterns()[chain.pattern].words < words_of_notice;
    if (coverage_of(chain) >= (is_notice ? least_of_notice : least_coverage)) {
      whole_.push_back(chain);
    }
  }

  std::vector<std::vector<Chain>> open_;  // by pattern
  std::vector<Chain> whole_;
};

// explained returns how many words a chain accounts for, less several times those that it should have
// and has not: the longer of two licences that are alike is not the one for its length alone.
double explained(const Chain& chain) {
  constexpr double weight_of_missing = 2;
  return patterns()[chain.pattern].words * (1 - (1 + weight_of_missing) * (1 - coverage_of(chain)));
}

bool overlaps(const Chain& a, const Chain& b) {
  const std::size_t first = std::max(a.first, b.first);
  const std::size_t last = std::min(a.last, b.last);
  return first < last && 2 * (last - first) > std::min(a.last - a.first, b.last - b.first);
}

std::vector<Chain> winners(std::vector<Chain> chains) {
  std::stable_sort(chains.begin(), chains.end(),
                   [](const Chain& a, const Chain& b) { return explained(a) > explained(b); });
  std::vector<Chain> result;
  for (const Chain& chain : chains) {
    const bool is_free = std::none_of(result.begin(), result.end(),
                                      [&](const Chain& other) { return overlaps(chain, other); });
    if (is_free) result.push_back(chain);
  }
  return result;
}

// is_text reports whether a name with this ending may be one of text: a program may be called license.go.
bool is_text(std::string_view ending) {
  constexpr std::array endings = {"", "txt", "md", "markdown", "rst", "code", "docs", "lesser"};
  if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return true;
  // LICENSE.MIT, LICENSE-2.0, COPYING.BSD-3
  constexpr std::array names = {"mit",  "apache", "bsd", "gpl", "lgpl",
                                "agpl", "mpl",    "isc", "zlib"};
  return (!ending.empty() && ending.front() >= '0' && ending.front() <= '9') ||
         std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return ending.starts_with(name); });
}

}  // namespace

FileKind file_kind(std::string_view name) {
  const std::string low = lowered(name);
  const std::size_t dot = low.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : low.substr(dot + 1);
  if (!is_text(ending)) return FileKind::none;
  const std::string stem = low.substr(0, low.find_first_of(".-_ "));
  const auto is_one_of = [&](std::initializer_list<std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto names = {"license", "licence",   "licenses", "licences",
                      "copying", "unlicense", "unlicence"};
  for (const std::string_view word : names) {
    if (stem == word) return FileKind::license;
  }
  // MIT-LICENSE, APACHE_LICENSE.txt, 3rdparty-license
  const std::string bare = dot == std::string::npos ? low : low.substr(0, dot);
  const std::string tail = bare.substr(bare.find_last_of("-_ ") + 1);
  if (tail != bare && is_one_of({"license", "licence", "copying"}, tail)) return FileKind::license;
  if (is_one_of({"notice", "notices", "copyright"}, stem)) return FileKind::notice;
  return FileKind::none;
}

std::vector<std::string> found_in(std::string_view text) {
  const std::vector<std::string> words = words_of(text.substr(0, most_bytes));
  const std::vector<Mark>& marks = all_marks();
  Chains chains;
  std::size_t word = 0;
  for (const std::uint32_t fingerprint : fingerprints(words)) {
    const auto [first, end] = std::equal_range(marks.begin(), marks.end(), Mark{fingerprint, 0, 0});
    for (auto mark = first; mark != end; ++mark) chains.add(*mark, word);
    ++word;
  }
  std::set<std::string> result;
  for (const Chain& chain : winners(chains.whole())) {
    result.emplace(patterns()[chain.pattern].id);
  }
  // With its exception a licence is another than without.
  const std::set<std::string> all = result;
  for (const std::string& id : all) {
    if (const std::size_t with = id.find(" WITH "); with != std::string::npos) {
      result.erase(id.substr(0, with));
    }
  }
  return {result.begin(), result.end()};
}

}  // namespace goset::licenses
