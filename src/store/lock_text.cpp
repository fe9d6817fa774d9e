#include "lock_text.hpp"

#include <algorithm>

#include "goset/escape/json.hpp"

namespace goset::lock {

void append_json(std::string& out, std::string_view text) {
  const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\';
  });
  if (is_plain) {
    out.append("\"").append(text).append("\"");
  } else {
    out += JsonText::format("\"{}\"", text).str();
  }
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

void Filler::add(const std::string& item) {
  const bool first = std::exchange(first_, false);
  if (!first) text_ += ',';
  // Room is left for the comma or the closing brackets behind the item.
  if (!first && column_ + 2 + item.size() + 2 > width) {
    text_.append("\n").append(indent_ + 1, ' ');
    column_ = indent_ + 1;
  } else if (!first) {
    text_ += ' ';
    column_ += 2;
  }
  text_ += item;
  column_ += item.size();
}

std::string Members::print(std::size_t column, std::size_t indent) const {
  std::string out = "{ ";
  column += out.size();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const auto& [key, value] = items_[i];
    const std::size_t line_end = value.find('\n');
    const std::size_t first_line = key.size() + std::min(line_end, value.size());
    if (i > 0) {
      out += ',';
      if (column + first_line + 2 > width || line_end != std::string::npos) {
        out.append("\n").append(indent + 1, ' ');
        column = indent + 1;
      } else {
        out += ' ';
      }
    }
    out.append(key).append(value);
    column += first_line + 2;
  }
  return out + " }";
}

}  // namespace goset::lock
