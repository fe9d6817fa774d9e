#include <fmt/format.h>

#include <algorithm>

#include "audit_words.hpp"
#include "goset/report/overview.hpp"
#include "goset/report/paint.hpp"

namespace goset::overview_output {

namespace {

constexpr std::size_t most_modules = 10;  // of those that most programs are built from

MarkdownText vulnerabilities(const Audit& audit) {
  MarkdownText out = MarkdownText::format("### Vulnerabilities\n\n");
  std::size_t n = 0;
  for (const Audit::Item& item : audit.items) {
    if (!item.is_built_in()) continue;
    const audit::Finding& finding = item.finding;
    if (n++ == 0) out.add("| id | module | fixed in | programs |\n| --- | --- | --- | --- |\n");
    out.add("| {} | {} | {} | {} |\n", finding.vulnerability.id, audit_words::module(finding),
            finding.fixed.empty() ? "" : audit_words::version(finding, finding.fixed),
            some_of(finding.leaves(audit::Exposure::built), 4));
  }
  if (n == 0) out.add("None that is known is built into a program.\n");
  return out.add("\n");
}

MarkdownText tracks(const std::vector<listing::Track>& all) {
  if (all.empty()) return {};
  MarkdownText out = MarkdownText::format(
      "### Tracks\n\n| track | programs | built once more | reason |\n| --- | --- | --- | --- |\n");
  for (const listing::Track& track : all) {
    out.add("| {} | {} | {} | {} |\n", track.name, some_of(track.leaves, 4),
            plural(track.builds.size(), "module"), track.reason);
  }
  return out.add("\n");
}

MarkdownText shared(const Overview& overview) {
  std::vector<const Overview::Module*> all;
  for (const Overview::Module& module : overview.modules) all.push_back(&module);
  std::stable_sort(all.begin(), all.end(),
                   [](const Overview::Module* a, const Overview::Module* b) {
                     return a->programs.size() > b->programs.size();
                   });
  if (all.size() > most_modules) all.resize(most_modules);
  if (all.empty()) return {};
  MarkdownText out = MarkdownText::format(
      "### Modules that most programs are built from\n\n| module | version | programs |\n"
      "| --- | --- | --- |\n");
  for (const Overview::Module* module : all) {
    out.add("| {} | {} | {} |\n", module->module.path, module->module.version,
            module->programs.size());
  }
  return out.add("\n");
}

}  // namespace

MarkdownText markdown(const Overview& overview) {
  MarkdownText out = MarkdownText::format(
      "## Go package set\n\n{}, {}, {}.\n\n", plural(overview.programs.size(), "program"),
      plural(overview.modules.size(), "module version"), plural(overview.tracks.size(), "track"));
  if (overview.audit) out += vulnerabilities(*overview.audit);
  out += tracks(overview.tracks);
  out += shared(overview);
  for (const std::string& note : overview.notes) out.add("- {}\n", note);
  return out;
}

}  // namespace goset::overview_output
