#include <algorithm>
#include <cstddef>

#include "goset/go/names.hpp"
#include "source_bytes.hpp"

// Exported names, line by line. A line that begins like a declaration is taken for one: so no text
// can hide the declarations behind it, and what is found too much only makes a check more lenient.
// Only in a group `const ( ... )` are tokens counted, to see where it ends; the lines in it are then
// looked at like all others.

namespace goset::go_names {
namespace {

using source_bytes::is_blank;
using source_bytes::is_word_byte;
using source_bytes::Kind;
using source_bytes::kind;
using source_bytes::word_end;

const char* skip_spaces(const char* p, const char* end) {
  while (p < end && (*p == ' ' || *p == '\t')) ++p;
  return p;
}

class Exports {
 public:
  explicit Exports(std::string_view text)
      : end_(text.data() + text.size()), most_(16 * text.size()) {
    read(text.data());
  }

  std::optional<std::vector<std::string>> take() {
    if (looked_at_again_ > most_) return std::nullopt;
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    return std::vector<std::string>(names_.begin(), names_.end());
  }

 private:
  void read(const char* p) {
    while (p < end_ && looked_at_again_ <= most_) {
      p = skip_spaces(p, end_);
      if (p < end_ && (*p == 'f' || *p == 't' || *p == 'v' || *p == 'c')) read_line(p);
      p = source_bytes::line_end(p, end_);
      if (p < end_) ++p;
    }
  }

  void read_line(const char* p) {
    const char* const after = word_end(p, end_);
    const std::string_view keyword(p, static_cast<std::size_t>(after - p));
    p = skip_spaces(after, end_);
    if (keyword == "func") {
      add_name(p);
    } else if (keyword == "type" || keyword == "var" || keyword == "const") {
      p < end_&&* p == '(' ? read_group(p + 1) : read_names(p);
    }
  }

  // add_name adds the name that begins at `p`, if it is exported, and returns its end.
  const char* add_name(const char* p) {
    const char* const after = word_end(p, end_);
    if (after > p && *p >= 'A' && *p <= 'Z') names_.emplace_back(p, after - p);
    return after;
  }

  // read_names reads NAME { "," NAME }.
  void read_names(const char* p) {
    const char* const begin = p;
    for (;;) {
      p = skip_spaces(add_name(p), end_);
      if (p == end_ || *p != ',') break;
      for (++p; p < end_ && is_blank(*p);) ++p;
    }
    looked_at_again_ += static_cast<std::size_t>(p - begin);
  }

  void read_group(const char* p) { looked_at_again_ += static_cast<std::size_t>(group_end(p) - p); }

  // group_end finds the names with which the statements of a group begin, and returns its end.
  const char* group_end(const char* p) {
    int depth = 1;
    bool expects_name = true;
    bool in_list = false;  // of names
    while (p < end_) {
      if (is_blank(*p)) {
        expects_name = expects_name || *p == '\n';
        ++p;
        continue;
      }
      if (source_bytes::is_comment(p, end_)) {
        p = source_bytes::skip_token(p, end_);
        continue;
      }
      if (kind(*p) == Kind::letter) {
        in_list = expects_name && depth == 1;
        expects_name = false;
        p = in_list ? add_name(p) : word_end(p, end_);
        continue;
      }
      if (*p == '(' || *p == '{' || *p == '[') ++depth;
      if ((*p == ')' || *p == '}' || *p == ']') && --depth == 0) return p;
      expects_name = *p == ';' || (*p == ',' && in_list);
      in_list = false;
      p = source_bytes::skip_token(p, end_);
    }
    return end_;
  }

  const char* const end_;
  const std::size_t most_;
  std::size_t looked_at_again_ = 0;  // bytes, of groups and lists
  std::vector<std::string_view> names_;
};

}  // namespace

std::optional<std::vector<std::string>> exported(std::string_view text) {
  return Exports(text).take();
}

}  // namespace goset::go_names
