#include "goset/store/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace goset {

namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string_view> suggestion(std::string_view typed,
                                           std::span<const std::string_view> words) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view word : words) {
    const std::size_t d = distance(typed, word);
    if (d * 3 > std::max<std::size_t>(word.size(), 3) + 2) continue;
    if (!best || d < best_distance) {
      best = word;
      best_distance = d;
    }
  }
  return best;
}

bool add_suggestion(Error& error, std::string_view typed, std::span<const std::string_view> words) {
  const std::optional<std::string_view> near = suggestion(typed, words);
  if (near) error.add_note(fmt::format("did you mean \"{}\"?", *near));
  return near.has_value();
}

}  // namespace goset
