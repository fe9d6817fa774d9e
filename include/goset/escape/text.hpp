#pragma once

#include <fmt/format.h>

#include <compare>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// Names, paths and messages come from files and from the network: whoever writes them must not rule
// what shows them. So what is printed is a Text of a target: a terminal, Markdown and so on. It is
// made of format strings, which the compiler must know and which stay as they are, and of arguments,
// which are escaped for the target.
namespace goset::escape {

template <typename Target>
class Text;

template <typename T>
inline constexpr bool is_text = false;
template <typename Target>
inline constexpr bool is_text<Text<Target>> = true;

// A Target has `static void append(std::string& out, std::string_view text)`, which appends any bytes
// so that they are no more than words to whoever reads the target.
template <typename Target>
class Text {
  static std::string escaped(std::string_view text) {
    std::string out;
    Target::append(out, text);
    return out;
  }

  // shown is what the format string gets for an argument.
  template <typename T>
  static auto shown(const T& value) {
    if constexpr (std::same_as<T, Text>) {
      return std::string_view(value.text_);
    } else if constexpr (std::same_as<T, char>) {
      return escaped(std::string_view(&value, 1));
    } else if constexpr (std::is_arithmetic_v<T>) {
      return value;
    } else {
      static_assert(!is_text<T>, "this text was escaped for another target");
      static_assert(std::convertible_to<const T&, std::string_view>,
                    "numbers, strings and texts alone are known how to be shown");
      return escaped(value);
    }
  }

 public:
  Text() = default;

  // Literal is a format string for such arguments.
  template <typename... Args>
  using Literal = fmt::format_string<decltype(shown(std::declval<const Args&>()))...>;

  // format takes numbers, strings, and texts of the same target, which are escaped already.
  template <typename... Args>
  static Text format(Literal<Args...> literal, const Args&... args) {
    return Text(fmt::format(literal, shown(args)...));
  }

  // of escapes one string.
  static Text of(std::string_view text) { return Text(escaped(text)); }

  // trusted takes a string as it is. tests/shape/sinks.py lists who may call it.
  static Text trusted(std::string text) { return Text(std::move(text)); }

  // join escapes each string of a range, or takes texts, with a literal between them.
  template <typename Range>
  static Text join(const Range& range, Literal<> separator) {
    Text result;
    bool is_first = true;
    for (const auto& one : range) {
      if (!std::exchange(is_first, false)) result.add(separator);
      result.text_ += shown(one);
    }
    return result;
  }

  // add appends what format makes.
  template <typename... Args>
  Text& add(Literal<Args...> literal, const Args&... args) {
    text_ += fmt::format(literal, shown(args)...);
    return *this;
  }

  Text& operator+=(const Text& more) {
    text_ += more.text_;
    return *this;
  }
  friend Text operator+(Text text, const Text& more) { return std::move(text += more); }

  const std::string& str() const& { return text_; }
  std::string str() && { return std::move(text_); }
  bool empty() const { return text_.empty(); }
  std::size_t size() const { return text_.size(); }
  auto operator<=>(const Text&) const = default;

 private:
  explicit Text(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace goset::escape
