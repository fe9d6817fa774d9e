#include "goset/report/outdated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "goset/report/paint.hpp"

namespace goset::outdated_output {

namespace {

std::string name_of(const Newest& one) {
  return one.leaf.empty() ? one.path : "leaf " + one.leaf;
}

}  // namespace

std::string text(const Outdated& outdated) {
  std::size_t width = 0;
  for (const Newest& one : outdated.all) {
    if (!one.fault) width = std::max(width, name_of(one).size());
  }
  width = std::min(width, widest_column);
  std::string out;
  for (const Newest& one : outdated.all) {
    if (one.fault) continue;
    out += fmt::format("{:<{}}  {} -> {}\n", name_of(one), width, one.before, one.newest);
  }
  return out;
}

std::string faults(const Outdated& outdated) {
  std::string out;
  for (const Newest& one : outdated.all) {
    if (!one.fault) continue;
    out += fmt::format("unknown: {}\n", one.fault->message());
    for (const std::string& note : one.fault->notes()) out += fmt::format("  {}\n", note);
  }
  return out;
}

std::string json(const Outdated& outdated) {
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
  return result.dump(1) + "\n";
}

}  // namespace goset::outdated_output
