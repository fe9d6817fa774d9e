#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The words of a licence, whatever its layout, and fingerprints of what stands side by side.
namespace goset::licenses {

// lowered returns a text with small letters of ASCII.
std::string lowered(std::string_view text);

// words_of returns the words of a text in small letters: without punctuation, hyphens and comment
// marks, without words of one letter or digit (which number lists), and spelled as in America.
std::vector<std::string> words_of(std::string_view text);

// run_length is how many words a fingerprint is of: enough that few runs are in two licences by chance,
// and few enough that a changed word spoils little.
inline constexpr std::size_t run_length = 4;

// fingerprints returns one for the run that begins at each word (FNV-1a, 32 bits).
std::vector<std::uint32_t> fingerprints(std::span<const std::string> words);

}  // namespace goset::licenses
