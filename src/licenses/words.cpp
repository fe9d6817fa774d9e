#include "words.hpp"

#include <utility>

namespace goset::licenses {

namespace {

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// joint_size returns how many bytes at `at` join what is around them to one word: an apostrophe in
// ASCII or UTF-8, or a hyphen between letters.
std::size_t joint_size(std::string_view text, std::size_t at) {
  constexpr std::string_view curly = "\xe2\x80\x99";
  std::size_t size = 0;
  if (text[at] == '\'' || text[at] == '-') size = 1;
  if (text.substr(at).starts_with(curly)) size = curly.size();
  const bool is_between = size > 0 && at > 0 && is_letter(text[at - 1]) &&
                          at + size < text.size() && is_letter(text[at + size]);
  return is_between ? size : 0;
}

void add_word(std::vector<std::string>& words, std::string word) {
  if (word.size() < 2) return;
  if (word == "https") word = "http";
  constexpr std::string_view british = "licence";
  if (word.starts_with(british)) word[british.size() - 2] = 's';
  words.push_back(std::move(word));
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lowered(c);
  return result;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> result;
  std::string word;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_letter(text[at]) || is_digit(text[at])) {
      word += lowered(text[at]);
    } else if (const std::size_t size = joint_size(text, at); size > 0) {
      at += size - 1;
    } else if (!word.empty()) {
      add_word(result, std::exchange(word, {}));
    }
  }
  add_word(result, std::move(word));
  return result;
}

std::vector<std::uint32_t> fingerprints(std::span<const std::string> words) {
  constexpr std::uint32_t begin = 2166136261U;
  constexpr std::uint32_t prime = 16777619U;
  std::vector<std::uint32_t> result;
  for (std::size_t at = 0; at + run_length <= words.size(); ++at) {
    std::uint32_t hash = begin;
    for (const std::string& word : words.subspan(at, run_length)) {
      for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
      hash = (hash ^ ' ') * prime;
    }
    result.push_back(hash);
  }
  return result;
}

}  // namespace goset::licenses
