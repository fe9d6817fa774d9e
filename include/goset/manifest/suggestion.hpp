#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace goset {

// suggestion returns the word nearest to what was typed (Levenshtein distance), if one is near
// enough to be meant: at most a third of its letters differ.
std::optional<std::string_view> suggestion(std::string_view typed,
                                           std::span<const std::string_view> words);

}  // namespace goset
