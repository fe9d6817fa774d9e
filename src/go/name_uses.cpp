#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "goset/go/names.hpp"
#include "source_bytes.hpp"

// Uses of imported packages, by tokens. Every word of a file is looked at, so the loop over them is
// made for speed: most words are told from qualifiers by their first letter and their length.

namespace goset::go_names {
namespace {

// Qualifier is a word that may stand for an import.
struct Qualifier {
  std::string_view word;
  bool stands_alone = false;  // somewhere, without a period behind it
  std::vector<std::string_view> names;
};

class Qualifiers {
 public:
  explicit Qualifiers(std::vector<std::string_view> words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (const std::string_view word : words) {
      lengths(word) |= length_bit(word);
      all_.push_back({word, false, {}});
    }
  }

  Qualifier* find(std::string_view word) {
    if ((lengths(word) & length_bit(word)) == 0) return nullptr;
    const auto found = std::lower_bound(
        all_.begin(), all_.end(), word,
        [](const Qualifier& known, std::string_view wanted) { return known.word < wanted; });
    return found == all_.end() || found->word != word ? nullptr : &*found;
  }

 private:
  std::uint32_t& lengths(std::string_view word) {
    return lengths_[static_cast<unsigned char>(word.front())];
  }
  static std::uint32_t length_bit(std::string_view word) {
    return std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
  }

  std::vector<Qualifier> all_;                // sorted
  std::array<std::uint32_t, 256> lengths_{};  // of the words, by first byte
};

// take_name returns the exported name that follows a period at `at`, and moves behind it; empty, and
// `at` stays, where none does.
std::string_view take_name(const char*& at, const char* end) {
  const char* p = at + 1;
  while (p < end && source_bytes::is_blank(*p)) ++p;
  if (p == end || *p < 'A' || *p > 'Z') return {};
  const char* const first = p;
  p = source_bytes::word_end(p, end);
  at = p;
  return {first, static_cast<std::size_t>(p - first)};
}

// is_period reports whether a period stands at `p` that is not the first of three.
bool is_period(const char* p, const char* end) {
  return p < end && *p == '.' && !(end - p >= 3 && p[1] == '.' && p[2] == '.');
}

void find_uses(std::string_view body, Qualifiers& qualifiers) {
  const char* p = body.data();
  const char* const end = p + body.size();
  bool is_selected = false;  // a period stands before
  while (p < end) {
    switch (source_bytes::kind(*p)) {
      case source_bytes::Kind::blank:
        ++p;
        break;
      case source_bytes::Kind::letter: {
        const char* const first = p;
        p = source_bytes::word_end(p, end);
        if (is_selected) {
          is_selected = false;
          break;
        }
        Qualifier* const found = qualifiers.find({first, static_cast<std::size_t>(p - first)});
        if (!found) break;
        const char* next = p;
        while (next < end && (*next == ' ' || *next == '\t')) ++next;
        if (!is_period(next, end)) {
          found->stands_alone = true;
        } else if (const std::string_view name = take_name(next, end); !name.empty()) {
          found->names.push_back(name);
          p = next;
        }
        break;
      }
      case source_bytes::Kind::period:
        is_selected = is_period(p, end);
        p += is_selected ? 1 : std::min<std::ptrdiff_t>(3, end - p);
        break;
      default:
        is_selected = is_selected && source_bytes::is_comment(p, end);
        p = source_bytes::skip_token(p, end);
    }
  }
}

bool is_version(std::string_view element) {
  return element.size() > 1 && element.front() == 'v' &&
         element.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

// add_names adds what an element of a path may stand for: "go-x.y" is go, x, y, go_x_y, goxy, x_y
// and xy. Nobody calls a package by a word of very many pieces.
void add_names(std::string_view element, std::vector<std::string>& result) {
  constexpr std::ptrdiff_t most_pieces = 8;
  if (std::count(element.begin(), element.end(), '-') >= most_pieces) return;
  if (std::count(element.begin(), element.end(), '.') >= most_pieces) return;
  std::vector<std::string> pieces(1);
  for (const char c : element) {
    if (c == '-' || c == '.') {
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  for (std::size_t first = 0; first < pieces.size(); ++first) {
    std::string joined;
    std::string underscored;
    for (std::size_t i = first; i < pieces.size(); ++i) {
      joined += pieces[i];
      underscored += (i > first ? "_" : "") + pieces[i];
      result.push_back(joined);
      result.push_back(underscored);
    }
  }
}

}  // namespace

std::vector<std::string> possible_names(std::string_view import_path) {
  std::vector<std::string> result;
  std::size_t slash = import_path.rfind('/');
  std::string_view last = import_path.substr(slash + 1);
  add_names(last, result);
  if (is_version(last) && slash != std::string_view::npos) {
    import_path = import_path.substr(0, slash);
    add_names(import_path.substr(import_path.rfind('/') + 1), result);
  }
  std::erase_if(result, [](const std::string& name) {
    return name.empty() || (name.front() >= '0' && name.front() <= '9');
  });
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<Use> used(std::string_view body, const std::vector<Imported>& imports) {
  std::vector<std::pair<const Imported*, std::vector<std::string>>> wanted;  // with their words
  std::vector<std::string_view> all_words;
  for (const Imported& import : imports) {
    if (import.name == "_" || import.name == ".") continue;
    const bool is_named = !import.name.empty();
    wanted.emplace_back(
        &import, is_named ? std::vector<std::string>{import.name} : possible_names(import.path));
  }
  if (wanted.empty()) return {};
  for (const auto& [import, words] : wanted) {
    all_words.insert(all_words.end(), words.begin(), words.end());
  }
  Qualifiers qualifiers(std::move(all_words));
  find_uses(body, qualifiers);
  std::vector<Use> result;
  for (const auto& [import, words] : wanted) {
    for (const std::string& word : words) {
      const Qualifier& qualifier = *qualifiers.find(word);
      if (qualifier.stands_alone || qualifier.names.empty()) continue;
      Use& use = result.emplace_back();
      use.import = import->path;
      if (import->name.empty()) use.qualifier = word;
      use.names.assign(qualifier.names.begin(), qualifier.names.end());
      std::sort(use.names.begin(), use.names.end());
      use.names.erase(std::unique(use.names.begin(), use.names.end()), use.names.end());
    }
  }
  return result;
}

}  // namespace goset::go_names
