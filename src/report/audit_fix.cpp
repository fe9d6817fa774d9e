#include "goset/report/audit_fix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit_words.hpp"
#include "wrapped.hpp"

namespace goset::audit_fix_output {

namespace {

std::string place(const Audit::Item& item) {
  const std::string track = item.track.empty() ? "" : fmt::format(" (track {})", item.track);
  return audit_words::module(item.finding) + track;
}

// Stay is what stays of one module for one reason.
struct Stay {
  std::string place;
  std::string reason;
  std::vector<std::string> ids;
};

std::vector<Stay> stays(const AuditFix& fix) {
  std::vector<Stay> result;
  for (const AuditFix::Left& left : fix.left) {
    const std::string where = place(left.item);
    const bool is_new =
        result.empty() || result.back().place != where || result.back().reason != left.reason;
    if (is_new) result.push_back({where, left.reason, {}});
    result.back().ids.push_back(left.item.finding.vulnerability.id);
  }
  return result;
}

}  // namespace

TerminalText text(const AuditFix& fix, const Paint& paint) {
  TerminalText out;
  if (!fix.cleared.empty()) {
    out.add("{}\n", paint.fresh(fmt::format("clears {}",
                                            audit_words::vulnerabilities(fix.cleared.size()))));
    for (const AuditFix::Floor& floor : fix.floors) {
      out += wrapped(
          fmt::format("{} >= {}: {}", floor.path, floor.version, fmt::join(floor.ids, ", ")));
    }
  }
  if (!fix.left.empty()) {
    out.add("{}\n", paint.warning(fmt::format("{} not cleared",
                                              audit_words::vulnerabilities(fix.left.size()))));
    for (const Stay& stay : stays(fix)) {
      out +=
          wrapped(fmt::format("{}: {} ({})", stay.place, stay.reason, fmt::join(stay.ids, ", ")));
    }
  }
  if (out.empty()) out.add("no known vulnerability is built into a program\n");
  return out;
}

MarkdownText markdown(const AuditFix& fix) {
  MarkdownText out;
  if (!fix.floors.empty()) {
    out.add("### Clears {}\n\n| module | at least | for |\n| --- | --- | --- |\n",
            audit_words::vulnerabilities(fix.cleared.size()));
    for (const AuditFix::Floor& floor : fix.floors) {
      out.add("| {} | {} | {} |\n", floor.path, floor.version,
              fmt::format("{}", fmt::join(floor.ids, ", ")));
    }
    out.add("\n");
  }
  if (!fix.left.empty()) {
    out.add("### {} not cleared\n\n| module | why | for |\n| --- | --- | --- |\n",
            audit_words::vulnerabilities(fix.left.size()));
    for (const Stay& stay : stays(fix)) {
      out.add("| {} | {} | {} |\n", stay.place, stay.reason,
              fmt::format("{}", fmt::join(stay.ids, ", ")));
    }
    out.add("\n");
  }
  return out;
}

}  // namespace goset::audit_fix_output
