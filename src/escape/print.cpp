#include "goset/escape/print.hpp"

namespace goset::escape {

void write_all(std::FILE* to, std::string_view text) {
  fmt::print(to, "{}", text);
}

}  // namespace goset::escape
