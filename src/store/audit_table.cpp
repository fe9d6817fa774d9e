#include "audit_table.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "goset/go/toolchain_version.hpp"

namespace goset::audit_table {

namespace {

constexpr std::array<std::string_view, 3> keys = {"database", "go", "ignore"};
constexpr std::array<std::string_view, 2> ignore_keys = {"reason", "until"};

// is_day reports whether a text is a day as YYYY-MM-DD: then texts are in the order of days.
bool is_day(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  if (text.size() != shape.size()) return false;
  int numbers[3] = {};
  std::size_t at = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (is_digit != (shape[i] == 'd')) return false;
    if (!is_digit && text[i] != '-') return false;
    if (is_digit) {
      numbers[at] = numbers[at] * 10 + (text[i] - '0');
    } else {
      ++at;
    }
  }
  return std::chrono::year_month_day{std::chrono::year(numbers[0]),
                                     std::chrono::month(static_cast<unsigned>(numbers[1])),
                                     std::chrono::day(static_cast<unsigned>(numbers[2]))}
      .ok();
}

// is_id reports whether that may be the id of an entry of the Go vulnerability database.
bool is_id(std::string_view text) {
  return text.starts_with("GO-") && text.size() > 3 &&
         text.find_first_not_of("0123456789-", 3) == std::string_view::npos;
}

Manifest::Audit::Ignore read_ignore(const TomlFile& file, std::string_view id,
                                    const toml::node& node) {
  const toml::table* const table = node.as_table();
  if (!is_id(id)) {
    file.fail(node, fmt::format("\"{}\" is not the id of a vulnerability", id),
              {"ignore an entry of the Go vulnerability database by its own id: \"GO-2024-1234\""});
  }
  if (!table) {
    file.fail(node, fmt::format("{} must be a table", id),
              {fmt::format("for example: \"{}\" = {{ reason = \"...\" }}", id)});
  }
  file.check_keys(*table, ignore_keys);
  Manifest::Audit::Ignore result{file.text(*table, "reason"), file.text(*table, "until")};
  if (result.reason.empty()) {
    file.fail(node, fmt::format("{} is ignored without a reason", id),
              {"state why it does no harm here: reason = \"...\""});
  }
  if (!result.until.empty() && !is_day(result.until)) {
    file.fail(*table->get("until"), fmt::format("\"{}\" is not a day", result.until),
              {"a day is written YYYY-MM-DD"});
  }
  return result;
}

}  // namespace

Manifest::Audit read(const TomlFile& file) {
  Manifest::Audit result;
  const toml::table* const table = file.sub_table(file.root(), "audit", "[audit]");
  if (!table) return result;
  file.check_keys(*table, keys);
  result.database = file.text(*table, "database");
  result.go = file.text(*table, "go");
  if (!result.go.empty() && !toolchain_version::is_valid(result.go)) {
    file.fail(*table->get("go"), fmt::format("\"{}\" is not a Go release", result.go),
              {"a Go release looks like 1.26.3"});
  }
  const toml::table* const ignored =
      file.sub_table(*table, "ignore", "\"GO-2024-1234\" = { reason = \"...\" }");
  if (!ignored) return result;
  for (const auto& [key, node] : *ignored) {
    const std::string id(key.str());
    result.ignore.emplace(id, read_ignore(file, id, node));
  }
  return result;
}

}  // namespace goset::audit_table
