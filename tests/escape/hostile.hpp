#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// hostile_pieces are what names are made of that want to be more than names.
inline constexpr std::array<std::string_view, 46> hostile_pieces = {
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x07",
    "\x7f",
    "\xc2\x85",  // NEL
    "\xc2\x9b"
    "31m",  // CSI of one character
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\xe2\x80\xae",  // RLO
    "\xe2\x81\xa6",  // LRI
    "\xd8\x9c",      // ALM
    "\xe2\x80\xa8",  // a line separator
    "\xe2\x80\xa9",
    "\xe2\x80\x8b",  // of no width
    "\xe2\x80\x8d",
    "\xef\xbb\xbf",
    "\xc2\xad",          // a soft hyphen
    "\xe3\x85\xa4",      // a letter without a picture
    "\xf3\xa0\x81\xa1",  // a tag
    "\xf0\x9d\x85\xb3",  // of music, a format character
    "\xff",
    "\xc3",
    "\xed\xa0\x80",
    "::error::",
    "##[error]",
    "##vso[task]",
    "%0A",
    "%",
    ",",
    ":",
    "\\",
    "\"",
    "'",
    "`",
    "```",
    "|",
    "[x](y)",
    "<b>",
    "&lt;",
    "@team",
    "#1",
    "*x*",
    " ",
    "name",
};

// hostile_texts are these, each before and behind each other.
inline std::vector<std::string> hostile_texts() {
  std::vector<std::string> texts;
  for (const std::string_view first : hostile_pieces) {
    texts.emplace_back(first);
    for (const std::string_view second : hostile_pieces) {
      texts.push_back(std::string(first) + std::string(second));
    }
  }
  texts.emplace_back("a\0b", 3);
  return texts;
}

}  // namespace goset
