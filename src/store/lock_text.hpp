#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The text of a lock: JSON, one fact a line or few, on lines of at most `width` columns.
namespace goset::lock {

inline constexpr std::size_t width = 100;

void append_json(std::string& out, std::string_view text);
std::string json_string(std::string_view text);

// record_file_name returns the name of the file of a leaf, a module or a track in a lock's directory.
std::string record_file_name(std::string_view directory, std::string_view of);

// Filler sets items between brackets, separated by commas, on as few lines as fit the width; what
// does not fit on the first begins one column further in than `indent`.
class Filler {
 public:
  Filler(std::string open, std::size_t column, std::size_t indent)
      : text_(std::move(open)), column_(column + text_.size()), indent_(indent) {}

  void add(const std::string& item);
  std::string close(std::string_view end) && { return std::move(text_.append(end)); }

 private:
  std::string text_;
  std::size_t column_;
  std::size_t indent_;
  bool first_ = true;
};

// Members collects `"key": value` texts of one object and sets them on lines of bounded width.
class Members {
 public:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, json_string(value));
  }
  void raw(std::string_view key, std::string value) {
    items_.push_back({json_string(key) + ": ", std::move(value)});
  }
  // print sets the object behind `column` characters of a line that is indented by `indent`.
  std::string print(std::size_t column, std::size_t indent) const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;  // `"key": ` and value
};

template <typename Strings>
std::string print_list(const Strings& strings, std::size_t column, std::size_t indent) {
  Filler list("[", column, indent);
  for (const std::string& s : strings) list.add(json_string(s));
  return std::move(list).close("]");
}

// key_column returns where the value of an entry begins that is indented by `indent`.
inline std::size_t key_column(const std::string& key, std::size_t indent) {
  return indent + json_string(key).size() + 2;
}

// print_object sets one entry a line, indented by `indent`: `"name": TEXT`.
template <typename Map, typename Print>
std::string print_object(const Map& map, std::size_t indent, const Print& print_value) {
  if (map.empty()) return "{}";
  std::string out = "{";
  for (const auto& [key, value] : map) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ');
    append_json(out, key);
    out.append(": ").append(print_value(key, value));
  }
  out.append("\n").append(indent - 1, ' ').append("}");
  return out;
}

}  // namespace goset::lock
