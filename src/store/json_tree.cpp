#include "goset/store/json_tree.hpp"

#include <limits>

#include "goset/go/unicode.hpp"

namespace goset {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// hex4 reads the four digits of `\uXXXX`; -1 if they are not.
int hex4(std::string_view digits) {
  if (digits.size() < 4) return -1;
  int value = 0;
  for (const char c : digits.substr(0, 4)) {
    if (hex_value(c) < 0) return -1;
    value = value * 16 + hex_value(c);
  }
  return value;
}

bool is_high(int unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(int unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// unescaped decodes the inside of a string that was parsed.
std::string unescaped(std::string_view raw) {
  std::string out;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '\\') {
      out += raw[at];
      continue;
    }
    const char c = raw[++at];
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meant = "\b\f\n\r\t";
    if (const std::size_t letter = letters.find(c); letter != std::string_view::npos) {
      out += meant[letter];
    } else if (c == 'u') {
      std::uint32_t rune = static_cast<std::uint32_t>(hex4(raw.substr(at + 1)));
      at += 4;
      if (is_high(static_cast<int>(rune))) {
        const auto low = static_cast<std::uint32_t>(hex4(raw.substr(at + 3)));
        rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
      }
      unicode::append(out, rune);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

// JsonParser reads a text front to back. Open arrays and objects are on a stack of its own, so that
// no depth of nesting is too much.
class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : text_(text), tree_(text) {
    tree_.nodes_.reserve(text.size() / 24);
  }

  std::optional<JsonTree> run(std::size_t& fault) {
    const bool ok = text_.size() < std::numeric_limits<std::uint32_t>::max() && document();
    fault = at_;
    if (!ok) return std::nullopt;
    return std::move(tree_);
  }

 private:
  using Kind = JsonTree::Kind;

  bool document() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    skip_space();
    if (!value()) return false;
    while (!open_.empty()) {
      if (!item()) return false;
    }
    skip_space();
    return at_ == text_.size();
  }

  // item reads the next value of the innermost array or object, or its end.
  bool item() {
    JsonTree::Node& parent = tree_.nodes_[open_.back()];
    const bool is_object = parent.kind == Kind::object;
    skip_space();
    if (take(is_object ? '}' : ']')) {
      parent.next = static_cast<std::uint32_t>(tree_.nodes_.size());
      open_.pop_back();
      return true;
    }
    if (parent.size > 0) {
      if (!take(',')) return false;
      skip_space();
    }
    ++parent.size;
    if (!is_object) return value();
    if (peek() != '"' || !string()) return false;
    skip_space();
    if (!take(':')) return false;
    skip_space();
    return value();
  }

  bool value() {
    switch (peek()) {
      case '{':
        return open(Kind::object);
      case '[':
        return open(Kind::array);
      case '"':
        return string();
      case 't':
        return word("true", Kind::boolean);
      case 'f':
        return word("false", Kind::boolean);
      case 'n':
        return word("null", Kind::null);
      default:
        return number();
    }
  }

  bool open(Kind kind) {
    ++at_;
    open_.push_back(static_cast<JsonTree::Id>(tree_.nodes_.size()));
    tree_.nodes_.push_back({kind, false, 0, {0}});
    return true;
  }

  bool word(std::string_view word, Kind kind) {
    const std::size_t begin = at_;
    for (const char c : word) {
      if (!take(c)) return false;
    }
    add(kind, begin, at_);
    return true;
  }

  bool number() {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    add(Kind::number, begin, at_);
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    return at_ > begin;
  }

  bool string() {
    const std::size_t begin = ++at_;
    bool is_escaped = false;
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        add(Kind::string, begin, at_++);
        tree_.nodes_.back().is_escaped = is_escaped;
        return true;
      }
      if (c == '\\') {
        is_escaped = true;
        if (!escape()) return false;
      } else if (c < 0x20) {
        return false;
      } else if (c < 0x80) {
        ++at_;
      } else {
        const unicode::Rune rune = unicode::decode(text_.substr(at_));
        if (!rune.valid) return false;
        at_ += rune.size;
      }
    }
    return false;
  }

  bool escape() {
    ++at_;
    if (at_ == text_.size()) return false;
    const char c = text_[at_];
    if (c != 'u') {
      if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) return false;
      ++at_;
      return true;
    }
    const int unit = hex4(text_.substr(at_ + 1));
    if (unit < 0 || is_low(unit)) return false;
    at_ += 5;
    if (!is_high(unit)) return true;
    if (text_.substr(at_, 2) != "\\u" || !is_low(hex4(text_.substr(at_ + 2)))) return false;
    at_ += 6;
    return true;
  }

  void add(Kind kind, std::size_t begin, std::size_t end) {
    tree_.nodes_.push_back({kind,
                            false,
                            static_cast<std::uint32_t>(end - begin),
                            {static_cast<std::uint32_t>(begin)}});
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return;
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<JsonTree::Id> open_;
  JsonTree tree_;
};

std::optional<JsonTree> JsonTree::parse(std::string_view text, std::size_t& fault) {
  return JsonParser(text).run(fault);
}

std::string JsonTree::text(Id node) const {
  return nodes_[node].is_escaped ? unescaped(raw(node)) : std::string(raw(node));
}

bool JsonTree::is(Id node, std::string_view text) const {
  return nodes_[node].is_escaped ? unescaped(raw(node)) == text : raw(node) == text;
}

}  // namespace goset
