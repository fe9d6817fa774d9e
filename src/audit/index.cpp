#include "goset/audit/index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "goset/audit/osv.hpp"
#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"

namespace goset::audit {

namespace {

constexpr std::string_view format_line = "goset vulnerabilities 1";

std::string print(const Index::Origin& origin) {
  const nlohmann::ordered_json json{{"version", origin.version},
                                    {"sum", origin.sum},
                                    {"verified", origin.verified},
                                    {"unverified", origin.unverified}};
  return json.dump();
}

std::optional<Index::Origin> parse_origin(std::string_view line) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return Index::Origin{json.value("version", ""), json.value("sum", ""), json.value("verified", ""),
                       json.value("unverified", "")};
}

std::string print_line(const Vulnerability& entry) {
  std::set<std::string_view> modules;
  for (const Vulnerability::Affected& row : entry.affected) modules.insert(row.module);
  std::string names = entry.id;
  for (const std::string& alias : entry.aliases) names += "," + alias;
  return fmt::format("{} {}\t{}\n", names, fmt::join(modules, " "), osv::print(entry));
}

// has_word reports whether one of the words of a text passes a test.
template <typename Test>
bool has_word(std::string_view text, char separator, const Test& test) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (test(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// take_line cuts the first line off.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string Index::make(const Origin& origin, const std::vector<Vulnerability>& entries) {
  std::vector<const Vulnerability*> sorted;
  for (const Vulnerability& entry : entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->id < b->id; });
  std::string body = print(origin) + "\n";
  const Vulnerability* before = nullptr;
  for (const Vulnerability* entry : sorted) {
    if (before && before->id == entry->id) {
      throw Error(fmt::format("the vulnerability database has {} twice", entry->id));
    }
    body += print_line(*entry);
    before = entry;
  }
  return fmt::format("{}\n{}\n{}", format_line, encoding::sri(sha256(body)), body);
}

std::optional<Index> Index::read(std::string text) {
  Index index;
  index.text_ = std::move(text);
  std::string_view rest = index.text_;
  if (take_line(rest) != format_line) return std::nullopt;
  const std::string_view digest = take_line(rest);
  if (digest != encoding::sri(sha256(rest))) return std::nullopt;
  const std::optional<Origin> origin = parse_origin(take_line(rest));
  if (!origin) return std::nullopt;
  index.origin_ = *origin;
  while (!rest.empty()) {
    const std::size_t begin = index.text_.size() - rest.size();
    const std::string_view line = take_line(rest);
    const std::size_t space = line.find(' ');
    const std::size_t tab = line.find('\t');
    if (space == line.npos || tab == line.npos || tab < space) return std::nullopt;
    index.lines_.push_back({begin, begin + space + 1, begin + tab + 1, begin + line.size()});
  }
  return index;
}

std::vector<Vulnerability> Index::of_modules(
    const std::set<std::string, std::less<>>& modules) const {
  std::vector<Vulnerability> result;
  for (const Line& line : lines_) {
    const bool is_asked =
        has_word(piece(line.modules, line.entry - 1), ' ',
                 [&](std::string_view module) { return modules.contains(module); });
    if (is_asked) result.push_back(osv::parse(piece(line.entry, line.end), "index"));
  }
  return result;
}

std::vector<Vulnerability> Index::named(std::string_view name) const {
  std::vector<Vulnerability> result;
  for (const Line& line : lines_) {
    const bool is_asked = has_word(piece(line.names, line.modules - 1), ',',
                                   [&](std::string_view word) { return word == name; });
    if (is_asked) result.push_back(osv::parse(piece(line.entry, line.end), "index"));
  }
  return result;
}

}  // namespace goset::audit
