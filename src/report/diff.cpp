#include "goset/report/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "goset/report/paint.hpp"
#include "json_text.hpp"

namespace goset::diff_output {

TerminalText text(const std::vector<Difference>& differences) {
  std::size_t width = 0;
  for (const Difference& one : differences) width = std::max(width, one.path.size());
  width = std::min(width, widest_column);
  TerminalText out;
  for (const Difference& one : differences) {
    out.add("{:<{}}  {}{}\n", one.path, width, one.alone.empty() ? "" : one.alone + " -> ",
            one.set);
  }
  return out;
}

JsonText json(const std::vector<Difference>& differences) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Difference& one : differences) {
    nlohmann::ordered_json entry{{"path", one.path}};
    if (!one.alone.empty()) entry["alone"] = one.alone;
    entry["set"] = one.set;
    list.push_back(std::move(entry));
  }
  return json_text(list);
}

}  // namespace goset::diff_output
