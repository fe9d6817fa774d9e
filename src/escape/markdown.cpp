#include "goset/escape/markdown.hpp"

#include <algorithm>

#include "visible.hpp"

namespace goset {

namespace escape {

namespace {

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// ends_list_number reports whether the character at `at` makes what stands before it the number of a
// list: `1. a`, `1) a`.
bool ends_list_number(std::string_view text, std::size_t at) {
  const std::size_t begin = text.find_first_not_of(' ');
  return at > begin && at == text.find_first_not_of("0123456789", begin) &&
         (text[at] == '.' || text[at] == ')') && (at + 1 == text.size() || text[at + 1] == ' ');
}

// Place is a character of a text, with what stands before and behind it.
class Place {
 public:
  Place(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  // takes_backslash reports whether the character is to be taken literally.
  bool takes_backslash() const {
    const char c = text_[at_];
    constexpr std::string_view always = "\\`*[]<|~$&";
    constexpr std::string_view at_begin = "#>-+=/:";  // of a line, which an argument may begin
    if (always.find(c) != always.npos) return true;
    if (is_begin() && at_begin.find(c) != at_begin.npos) return true;
    if (c == '_') return !is_after_word() || at_ + 1 == text_.size() || !is_word(text_[at_ + 1]);
    if (c == ':') return text_.substr(at_ + 1).starts_with("//");
    if (c == '.' && text_.substr(0, at_).ends_with("www")) return true;
    return ends_list_number(text_, at_);
  }

  // Forges look for what follows in what Markdown made: a comment, which nobody sees, is no part of it.

  // is_split_behind reports whether the character begins a mention or the number of an issue, or makes
  // an address of what is around it. `module@v1.0.0` is left as it is.
  bool is_split_behind() const {
    const char c = text_[at_];
    const bool is_version =
        is_after_word() && text_.substr(at_ + 1).starts_with('v') && is_digit(text_, at_ + 2);
    return (c == '@' && !is_version) || (c == '#' && is_digit(text_, at_ + 1));
  }
  // is_split_before is about GH-1.
  bool is_split_before() const {
    if (text_[at_] != '-' || at_ < 2 || !is_digit(text_, at_ + 1)) return false;
    return (text_[at_ - 2] == 'G' || text_[at_ - 2] == 'g') &&
           (text_[at_ - 1] == 'H' || text_[at_ - 1] == 'h');
  }

 private:
  bool is_begin() const { return text_.find_first_not_of(' ') == at_; }
  bool is_after_word() const { return at_ > 0 && is_word(text_[at_ - 1]); }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

void Markdown::append(std::string& out, std::string_view text) {
  constexpr std::string_view unseen = "<!-- -->";
  if (text.starts_with("    ")) {  // would be a block of code
    out += "&#32;";
    text.remove_prefix(1);
  }
  each_rune(text, [&](const unicode::Rune& rune, std::string_view rest) {
    if (!is_visible(rune)) return append_visibly(out, rune, rest);
    const Place place(text, text.size() - rest.size());
    if (place.is_split_before()) out += unseen;
    if (place.takes_backslash()) out += '\\';
    out += rest.substr(0, rune.size);
    if (place.is_split_behind()) out += unseen;
  });
}

std::string url_path(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/+!@";
  std::string out;
  for (const char c : text) {
    out += plain.find(c) != plain.npos ? std::string(1, c)
                                       : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace escape

MarkdownText fenced_code(fmt::format_string<> language, const TerminalText& code) {
  std::size_t longest = 2;  // run of backticks in the code; the fence is longer
  std::size_t run = 0;
  for (const char c : code.str()) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const MarkdownText fence = MarkdownText::trusted(std::string(longest + 1, '`'));
  MarkdownText out = fence;
  out.add(language).add("\n");
  return out.add("{}{}\n", MarkdownText::trusted(code.str()), fence);
}

}  // namespace goset
