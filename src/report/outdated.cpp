#include "goset/report/outdated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "goset/escape/error_text.hpp"
#include "goset/report/paint.hpp"
#include "json_text.hpp"

namespace goset::outdated_output {

namespace {

std::string name_of(const Newest& one) {
  return one.leaf.empty() ? one.path : "leaf " + one.leaf;
}

}  // namespace

TerminalText text(const Outdated& outdated) {
  std::size_t width = 0;
  for (const Newest& one : outdated.all) {
    if (!one.fault) width = std::max(width, name_of(one).size());
  }
  width = std::min(width, widest_column);
  TerminalText out;
  for (const Newest& one : outdated.all) {
    if (one.fault) continue;
    out.add("{:<{}}  {} -> {}\n", name_of(one), width, one.before, one.newest);
  }
  return out;
}

TerminalText faults(const Outdated& outdated) {
  TerminalText out;
  for (const Newest& one : outdated.all) {
    if (!one.fault) continue;
    out += error_text(TerminalText::format("unknown:"), *one.fault);
  }
  return out;
}

JsonText json(const Outdated& outdated) {
  nlohmann::ordered_json result = nlohmann::ordered_json::array();
  for (const Newest& one : outdated.all) {
    nlohmann::ordered_json entry;
    if (!one.leaf.empty()) entry["leaf"] = one.leaf;
    entry["path"] = one.path;
    entry["version"] = one.before;
    if (one.fault) {
      entry["error"] = one.fault->message();
      entry["notes"] = one.fault->notes();
    } else {
      entry["newest"] = one.newest;
    }
    result.push_back(std::move(entry));
  }
  return json_text(result);
}

}  // namespace goset::outdated_output
