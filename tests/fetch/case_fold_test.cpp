#include "../../src/fetch/case_fold.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using goset::case_fold::fold;

TEST_CASE("fold makes equal what differs in letter case only") {
  const std::vector<std::vector<std::string>> classes = {
      {"go.mod", "GO.MOD", "Go.mOD"},
      {"k", "K", "\u212a"},            // Kelvin sign
      {"s", "S", "\u017f"},            // long s
      {"\u00e5", "\u00c5", "\u212b"},  // Angstrom sign
      {"\u00b5", "\u03bc", "\u039c"},  // micro sign
      {"\u03c3", "\u03c2", "\u03a3"},  // sigmas
      {"\u01c4", "\u01c5", "\u01c6"},  // DZ digraphs
      {"\u00df", "\u1e9e"},            // sharp s
      {"\u13a0", "\uab70"},            // Cherokee
      {"\U00010400", "\U00010428"},    // Deseret
      {"\U0001e900", "\U0001e922"},    // Adlam
      {"a\u0416/\u00c9", "A\u0436/\u00e9"},
  };
  for (const std::vector<std::string>& letters : classes) {
    for (const std::string& letter : letters) {
      INFO(letter);
      CHECK(fold(letter) == fold(letters[0]));
    }
  }
}

TEST_CASE("fold keeps apart what is not the same letter") {
  const std::vector<std::string> different = {"",
                                              "a",
                                              "b",
                                              "ab",
                                              "i",
                                              "\u0130" /* dotted capital I */,
                                              "\u0131" /* dotless i */,
                                              "ss",
                                              "\u00df",
                                              "e",
                                              "\u00e9",
                                              "e\u0301",
                                              "\u00f7",
                                              "\u00d7",
                                              "@",
                                              "`",
                                              "[",
                                              "{",
                                              "1",
                                              "\u4e2d",
                                              "\u0101",
                                              "\u0103",
                                              "\U00010437",
                                              "\U00010436"};
  for (std::size_t i = 0; i < different.size(); i++) {
    for (std::size_t j = 0; j < i; j++) {
      INFO(different[i] << " and " << different[j]);
      CHECK(fold(different[i]) != fold(different[j]));
    }
  }
}
