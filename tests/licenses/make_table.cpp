#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "licenses/words.hpp"

// Makes table.inc from a directory of texts, which it does not fetch: ID.txt as in the SPDX list, and
// ID~NAME.txt for another text that says the same, such as the notice of a licence.
//
//     make-license-table DIRECTORY > src/licenses/table.inc
//
// Whoever uses a licence puts in names and years and may leave out its title and what stands behind its
// end: no fingerprint is of these.

namespace {

namespace fs = std::filesystem;
using namespace goset::licenses;

constexpr std::size_t most_marks = 240;    // a licence with no more has all of them
constexpr std::size_t wanted_marks = 120;  // about as many has any other
constexpr std::size_t words_of_title = 6;  // a line with fewer, before all others, is one

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// pieces_of returns the runs of words that every copy has, each without what may be another.
std::vector<std::vector<std::string>> pieces_of(const std::string& text) {
  static const std::regex end("END OF TERMS AND CONDITIONS");
  static const std::regex owner("copyright +(\\(c\\)|©|<|\\[|[12][0-9]{3})", std::regex::icase);
  static const std::regex place("<[^<>\\n]{1,80}>|\\[[^\\]\\[\\n]{1,60}\\]");
  std::smatch found;
  std::string left = std::regex_search(text, found, end) ? found.prefix().str() : text;
  std::vector<std::vector<std::string>> pieces(1);
  bool is_title = true;
  for (std::size_t at = 0; at < left.size();) {
    const std::size_t line_end = std::min(left.find('\n', at), left.size());
    const std::string line = left.substr(at, line_end - at);
    at = line_end + 1;
    is_title = is_title && words_of(line).size() < words_of_title;
    if (is_title || std::regex_search(line, owner)) {
      pieces.emplace_back();
      continue;
    }
    const std::regex_token_iterator<std::string::const_iterator> none;
    bool is_first = true;
    for (auto part = std::sregex_token_iterator(line.begin(), line.end(), place, -1); part != none;
         ++part) {
      if (!std::exchange(is_first, false)) pieces.emplace_back();
      for (std::string& word : words_of(part->str())) pieces.back().push_back(std::move(word));
    }
  }
  return pieces;
}

void print_pattern(const fs::path& file) {
  std::size_t count = 0;
  std::vector<std::uint32_t> marks;
  for (const std::vector<std::string>& piece : pieces_of(text_of(file))) {
    count += piece.size();
    for (const std::uint32_t mark : fingerprints(piece)) marks.push_back(mark);
  }
  std::map<std::uint32_t, int> uses;
  for (const std::uint32_t mark : marks) ++uses[mark];
  std::erase_if(marks, [&](std::uint32_t mark) { return uses[mark] > 1; });
  if (marks.size() > most_marks) {
    const auto step = static_cast<std::uint32_t>(marks.size() / wanted_marks);
    std::erase_if(marks, [&](std::uint32_t mark) { return mark % step != 0; });
  }
  const std::string name = file.stem().string();
  fmt::print("{{\"{}\", {}, \"", name.substr(0, name.find('~')), count);
  for (const std::uint32_t mark : marks) fmt::print("{:08x}", mark);
  fmt::print("\"}},\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: make-license-table DIRECTORY\n");
    return 2;
  }
  std::set<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".txt") files.insert(entry.path());
  }
  for (const fs::path& file : files) print_pattern(file);
  return 0;
}
