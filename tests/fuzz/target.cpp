#include "target.hpp"

#include <algorithm>
#include <map>

namespace goset::fuzz {

namespace {

std::map<std::string_view, const Target*>& targets() {
  static std::map<std::string_view, const Target*> known;
  return known;
}

}  // namespace

void expect(bool holds, std::string_view what) {
  if (!holds) throw Finding{std::string(what)};
}

void expect_equal(const std::string& got, const std::string& wanted, std::string_view what) {
  if (got == wanted) return;
  throw Finding{std::string(what) + "\n--- got\n" + got + "\n--- wanted\n" + wanted};
}

Target::Target(const char* name, Run run) : name_(name), run_(run) {
  targets()[name] = this;
}

std::vector<const Target*> Target::all() {
  std::vector<const Target*> result;
  for (const auto& [name, target] : targets()) result.push_back(target);
  return result;
}

const Target* Target::find(std::string_view name) {
  const auto found = targets().find(name);
  return found == targets().end() ? nullptr : found->second;
}

std::string_view Pieces::next() {
  constexpr std::string_view line = "----\n";
  std::size_t at = rest_.starts_with(line) ? 0 : rest_.find("\n----\n");
  if (at != std::string_view::npos && !rest_.starts_with(line)) ++at;
  const std::string_view piece = rest_.substr(0, at);
  rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + line.size());
  return piece;
}

}  // namespace goset::fuzz
