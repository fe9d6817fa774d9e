#include "progress_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace goset::cli {

namespace {

constexpr double soon = 1;  // seconds: before that there is nothing to tell of rates and times

// take_number takes digits from the beginning of a text, and reports whether there are any.
bool take_number(std::string_view& text, std::size_t& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::string clock_text(double seconds) {
  const long whole = std::lround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressStep ProgressStep::parse(std::string_view line) {
  ProgressStep result;
  const std::size_t colon = std::min(line.find(": "), line.size());
  result.phase = line.substr(0, colon);
  line.remove_prefix(std::min(colon + 2, line.size()));
  std::string_view rest = line;
  if (take_number(rest, result.done) && take(rest, " of ") && take_number(rest, result.total) &&
      take(rest, " ")) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    result.unit = rest.substr(0, end);
    result.detail = rest.substr(std::min(end + 2, rest.size()));
  } else {
    result.done = result.total = 0;
    result.detail = line;
  }
  return result;
}

double ProgressStep::rate(const ProgressStep& first, std::chrono::duration<double> spent) const {
  if (spent.count() < soon || done <= first.done) return 0;
  return static_cast<double>(done - first.done) / spent.count();
}

std::string ProgressStep::text(const ProgressStep& first,
                               std::chrono::duration<double> spent) const {
  std::string out = phase;
  if (total > 0) out += fmt::format(": {} of {} {}", done, total, unit);
  if (!detail.empty()) out += (total > 0 ? ", " : ": ") + detail;
  if (const double each = rate(first, spent); each > 0 && done < total) {
    out += fmt::format(", {:.{}f}/s, about {} left", each, each < 10 ? 1 : 0,
                       clock_text(static_cast<double>(total - done) / each));
  } else if (spent.count() >= soon) {
    out += fmt::format(", {}", clock_text(spent.count()));
  }
  return out;
}

JsonText ProgressStep::json(const ProgressStep& first, std::chrono::duration<double> spent) const {
  nlohmann::ordered_json out{{"progress", phase}};
  if (!detail.empty()) out["detail"] = detail;
  if (total > 0) {
    out["done"] = done;
    out["total"] = total;
    out["unit"] = unit;
  }
  const auto tenths = [](double number) { return std::round(number * 10) / 10; };
  if (const double each = rate(first, spent); each > 0) out["rate"] = tenths(each);
  out["seconds"] = tenths(spent.count());
  constexpr auto on_fault = nlohmann::ordered_json::error_handler_t::replace;
  return json_document(out.dump(-1, ' ', false, on_fault)).add("\n");
}

}  // namespace goset::cli
