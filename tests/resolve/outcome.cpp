#include "outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "resolution_outcome.hpp"

namespace goset::world {

const std::vector<Resolver>& resolvers() {
  static const std::vector<Resolver> all = {
      {"Resolution", resolution_outcome},
      {"Resolution with a memory", remembering_outcome},
      {"Resolution with leaves as locked", locked_leaves_outcome}};
  return all;
}

std::string Arrival::str() const {
  std::string text;
  switch (order) {
    case Order::at_once:
      text = "all facts known beforehand";
      break;
    case Order::oldest_first:
      text = "first asked, first known";
      break;
    case Order::newest_first:
      text = "last asked, first known";
      break;
    case Order::random:
      text = fmt::format("in random order, seed {}", seed);
      break;
  }
  return in_part ? text + ", packages known in part" : text;
}

std::vector<Arrival> arrivals(unsigned seed) {
  using Order = Arrival::Order;
  return {{Order::at_once, 0, false},       {Order::oldest_first, 0, false},
          {Order::newest_first, 0, false},  {Order::random, seed, false},
          {Order::random, seed + 1, false}, {Order::newest_first, seed, true},
          {Order::random, seed + 2, true}};
}

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(std::move(line));
  return result;
}

// detail returns what a line of detail is about ("own app"); "" for all others.
std::string detail(const std::string& line) {
  constexpr std::array kinds = {"own ", "needs ", "imports ", "looks ", "who ", "why "};
  const bool is_detail = std::any_of(kinds.begin(), kinds.end(),
                                     [&](const char* kind) { return line.starts_with(kind); });
  return is_detail ? line.substr(0, line.find(':')) : "";
}

}  // namespace

std::string asked_for(const std::string& outcome, const std::string& expected) {
  std::set<std::string> asked{""};
  for (const std::string& line : lines_of(expected)) asked.insert(detail(line));
  std::string result;
  for (const std::string& line : lines_of(outcome)) {
    if (asked.contains(detail(line))) result += line + "\n";
  }
  return result;
}

std::string difference(const std::string& first, const std::string& second) {
  const std::vector<std::string> a = lines_of(first);
  const std::vector<std::string> b = lines_of(second);
  // common[i][j] is how many lines a[i..] and b[j..] have in common, in order.
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out += "  " + a[i++] + "\n";
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      out += "- " + a[i++] + "\n";
    } else {
      out += "+ " + b[j++] + "\n";
    }
  }
  return out;
}

}  // namespace goset::world
