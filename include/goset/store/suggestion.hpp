#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/error.hpp"

namespace goset {

// suggestion returns the word nearest to what was typed (Levenshtein distance), if one is near
// enough to be meant: at most a third of its letters differ.
std::optional<std::string_view> suggestion(std::string_view typed,
                                           std::span<const std::string_view> words);

// add_suggestion adds a note with that word to an error; returns whether there is one.
bool add_suggestion(Error& error, std::string_view typed, std::span<const std::string_view> words);

// The same for the keys of a map.
template <typename Value>
bool add_suggestion(Error& error, std::string_view typed,
                    const std::map<std::string, Value>& words) {
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : words) keys.push_back(key);
  return add_suggestion(error, typed, std::span<const std::string_view>(keys));
}

}  // namespace goset
