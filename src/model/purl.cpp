#include "goset/model/purl.hpp"

#include <fmt/format.h>

#include <string_view>

namespace goset {

namespace {

bool is_unreserved(char c) {
  constexpr std::string_view marks = "-._~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         marks.find(c) != std::string_view::npos;
}

void append_encoded(std::string& out, std::string_view text, std::string_view also_plain) {
  for (const char c : text) {
    if (is_unreserved(c) || also_plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

}  // namespace

std::string purl(const ModuleVersion& m) {
  std::string result = "pkg:golang/";
  append_encoded(result, m.path, "/");
  if (m.version.empty()) return result;
  result += '@';
  append_encoded(result, m.version, "");
  return result;
}

}  // namespace goset
