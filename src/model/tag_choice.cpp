#include "goset/model/tag_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace goset::tag_choice {

std::vector<TagChoice> all(const std::vector<std::string>& tags) {
  std::vector<TagChoice> result;
  for (std::size_t bits = 0; bits < std::size_t{1} << tags.size(); ++bits) {
    TagChoice& choice = result.emplace_back();
    for (std::size_t i = 0; i < tags.size(); ++i) {
      if ((bits >> i & 1) != 0) choice.push_back(tags[i]);
    }
  }
  return result;
}

std::string name(const std::string& leaf, const TagChoice& choice) {
  return choice.empty() ? leaf : fmt::format("{}[{}]", leaf, text(choice));
}

std::string leaf_of(std::string_view name) {
  return std::string(name.substr(0, name.find('[')));
}

TagChoice of(std::string_view name) {
  const std::size_t begin = name.find('[');
  if (begin == std::string_view::npos) return {};
  return parse(name.substr(begin + 1, name.size() - begin - 2));
}

std::string text(const TagChoice& choice) {
  return fmt::format("{}", fmt::join(choice, ","));
}

TagChoice parse(std::string_view text) {
  TagChoice result;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    result.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return result;
}

std::vector<std::string> with(std::vector<std::string> tags, const TagChoice& choice) {
  tags.insert(tags.end(), choice.begin(), choice.end());
  std::sort(tags.begin(), tags.end());
  return tags;
}

}  // namespace goset::tag_choice
