#include "goset/report/doctor.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "json_text.hpp"
#include "wrapped.hpp"

namespace goset::doctor_output {

namespace {

const char* word(Checkup::State state) {
  switch (state) {
    case Checkup::State::ok:
      return "ok";
    case Checkup::State::warning:
      return "warning";
    case Checkup::State::problem:
      break;
  }
  return "problem";
}

// head is the first column, painted.
TerminalText head(Checkup::State state, const Paint& paint) {
  const std::string text = fmt::format("{:<9}", word(state));
  switch (state) {
    case Checkup::State::ok:
      return paint.fresh(text);
    case Checkup::State::warning:
      return paint.warning(text);
    case Checkup::State::problem:
      break;
  }
  return paint.bad(text);
}

constexpr std::size_t head_columns = 9;

}  // namespace

TerminalText text(const Checkup& checkup, const Paint& paint) {
  TerminalText out;
  for (const Checkup::Item& item : checkup.items) {
    out += head(item.state, paint);
    out += wrapped_behind(head_columns, fmt::format("{}: {}", item.name, item.text));
    if (!item.remedy.empty()) out += wrapped(item.remedy, head_columns + 2);
  }
  return out;
}

JsonText json(const Checkup& checkup) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const Checkup::Item& item : checkup.items) {
    nlohmann::ordered_json entry{
        {"name", item.name}, {"state", word(item.state)}, {"text", item.text}};
    if (!item.remedy.empty()) entry["remedy"] = item.remedy;
    items.push_back(std::move(entry));
  }
  return json_text({{"ok", !checkup.has_problem()}, {"checks", std::move(items)}});
}

}  // namespace goset::doctor_output
