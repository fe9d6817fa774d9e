#include "goset/store/record_file.hpp"

namespace goset::record_file {

std::string name(std::string_view key, std::string_view extension) {
  std::string result;
  std::size_t element = 0;  // where the last one begins
  for (const char c : key) {
    if (c >= 'A' && c <= 'Z') {
      result += '!';
      result += static_cast<char>(c - 'A' + 'a');
    } else if (c == ':') {
      result += ',';
    } else if (c == '/') {
      if (std::string_view(result).substr(element).ends_with(extension)) result += '!';
      result += '/';
      element = result.size();
    } else {
      result += c;
    }
  }
  return result.append(extension);
}

}  // namespace goset::record_file
