#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit_words.hpp"
#include "goset/report/audit.hpp"
#include "goset/store/folder.hpp"

namespace goset::audit_output {

namespace {

using audit::Exposure;

constexpr std::size_t most_in_row = 4;  // that a row names

// link is the id of an entry, with its page behind it.
MarkdownText link(const audit::Vulnerability& entry) {
  const std::string page = audit_words::page(entry);
  if (page.empty()) return MarkdownText::of(entry.id);
  return MarkdownText::format("[{}](https://{})", entry.id, page);
}

MarkdownText row(const Audit::Item& item) {
  const audit::Finding& finding = item.finding;
  const std::string fixed =
      finding.fixed.empty() ? "" : audit_words::version(finding, finding.fixed);
  return MarkdownText::format(
      "| {} | {} | {} | {} | {} |\n", link(finding.vulnerability), audit_words::module(finding),
      fixed, some_of(finding.leaves(finding.exposure), most_in_row), finding.vulnerability.summary);
}

// table has the findings with one exposure; nothing if there are none.
MarkdownText table(const Audit& audit, Exposure exposure, const MarkdownText& heading) {
  MarkdownText rows;
  std::size_t n = 0;
  for (const Audit::Item& item : audit.items) {
    if (item.ignored || item.finding.exposure != exposure) continue;
    rows += row(item);
    ++n;
  }
  if (n == 0) return {};
  return MarkdownText::format(
      "### {} {}\n\n| id | module | fixed in | programs | summary |\n| --- | --- | --- | --- | --- "
      "|\n{}\n",
      audit_words::vulnerabilities(n), heading, rows);
}

}  // namespace

MarkdownText markdown(const Audit& audit) {
  MarkdownText out = table(audit, Exposure::built, MarkdownText::format("built into programs"));
  if (out.empty()) out.add("No known vulnerability is built into a program.\n\n");
  out += table(audit, Exposure::not_built,
               MarkdownText::format("in packages that no program is built from"));
  out += table(audit, Exposure::module_only,
               MarkdownText::format("known by module alone, unreviewed or open-ended"));
  out.add("{} and {} were compared with {}.\n", plural(audit.leaves.size(), "program"),
          plural(audit.modules, "module"), audit.database.name);
  for (const std::string& note : audit.notes) out.add("\nNote: {}\n", note);
  return out;
}

WorkflowText github(const Audit& audit) {
  WorkflowText out;
  for (const Audit::Item& item : audit.items) {
    if (item.ignored) continue;
    const audit::Finding& finding = item.finding;
    const bool is_built = finding.exposure == Exposure::built;
    TerminalText message = TerminalText::format(
        "{}\n{}", finding.vulnerability.summary,
        finding.fixed.empty()
            ? "not fixed"
            : fmt::format("fixed in {}", audit_words::version(finding, finding.fixed)));
    if (is_built) {
      message.add("\nbuilt into {}", some_of(finding.leaves(Exposure::built), most_in_row));
    }
    out += workflow_command(
        is_built ? "error" : "notice", Folder::lock_name,
        fmt::format("{} in {}", finding.vulnerability.id, audit_words::module(finding)), message);
  }
  for (const std::string& note : audit.notes) {
    out += workflow_command("warning", "", "goset audit", TerminalText::of(note));
  }
  return out;
}

}  // namespace goset::audit_output
