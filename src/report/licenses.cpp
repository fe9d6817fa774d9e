#include "goset/report/licenses.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "cut_names.hpp"
#include "goset/report/paint.hpp"
#include "json_text.hpp"

namespace goset::licenses_output {

namespace {

using Json = nlohmann::ordered_json;
using Item = Licenses::Item;

TerminalText named(const Item& item) {
  TerminalText out = TerminalText::of(item.name);
  return item.version.empty() ? out : out.add(" {}", item.version);
}

// reason says why nothing is known, or not all.
TerminalText reason(const Item& item) {
  if (!item.unknown.empty()) {
    return TerminalText::format("{}: not recognised",
                                cut_names({item.unknown.begin(), item.unknown.end()}));
  }
  return item.expression.empty() ? TerminalText::format("no file with a licence") : TerminalText();
}

TerminalText programs(const Licenses& licenses) {
  TerminalText out;
  for (const Licenses::Program& program : licenses.programs) {
    out.add("{}: {}\n", program.name, program.expression);
  }
  return out;
}

TerminalText by_license(const Licenses& licenses) {
  std::map<std::string, std::vector<const Item*>> groups;
  for (const Item& item : licenses.items) groups[item.expression].push_back(&item);
  TerminalText out;
  for (const auto& [expression, items] : groups) {
    out.add("\n{}\n", expression.empty() ? "unknown" : expression);
    for (const Item* item : items) {
      const TerminalText why = reason(*item);
      out.add("  {}{}{}\n", named(*item), why.empty() ? "" : "  ", why);
    }
  }
  return out;
}

TerminalText not_allowed(const Licenses& licenses) {
  TerminalText out;
  for (const Item& item : licenses.items) {
    if (item.is_allowed) continue;
    out.add("{}: {}\n", named(item), item.expression.empty() ? "unknown" : item.expression);
    if (const TerminalText why = reason(item); !why.empty()) out.add("  {}\n", why);
    out.add("  in {}\n", some_of({item.leaves.begin(), item.leaves.end()}, 5));
  }
  return out;
}

}  // namespace

TerminalText text(const Licenses& licenses) {
  return licenses.has_list ? not_allowed(licenses) : programs(licenses) + by_license(licenses);
}

JsonText json(const Licenses& licenses) {
  Json programs = Json::array();
  for (const Licenses::Program& program : licenses.programs) {
    Json entry{{"name", program.name}};
    if (!program.version.empty()) entry["version"] = program.version;
    if (!program.own.empty()) entry["own"] = program.own;
    entry["license"] = program.expression;
    programs.push_back(std::move(entry));
  }
  Json items = Json::array();
  for (const Item& item : licenses.items) {
    Json entry{{"path", item.name}};
    if (!item.version.empty()) entry["version"] = item.version;
    if (!item.expression.empty()) entry["license"] = item.expression;
    if (!item.unknown.empty()) entry["unknown"] = item.unknown;
    entry["leaves"] = item.leaves;
    if (licenses.has_list) entry["allowed"] = item.is_allowed;
    items.push_back(std::move(entry));
  }
  return json_text({{"programs", std::move(programs)}, {"modules", std::move(items)}});
}

}  // namespace goset::licenses_output
