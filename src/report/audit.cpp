#include "goset/report/audit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "audit_words.hpp"
#include "goset/go/semver.hpp"
#include "wrapped.hpp"

namespace goset::audit_output {

namespace {

using audit::Exposure;
using Item = Audit::Item;

constexpr std::size_t most_programs = 4;  // that a line names

// Group is what was found in one version of one module.
using Group = std::vector<const Item*>;

// hints names the releases with a fix that the entry counts in another way than the module does.
std::string hints(const audit::Finding& finding) {
  const std::vector<std::string> fixes = audit_words::custom_fixes(finding);
  if (fixes.empty()) return "";
  return fmt::format("named fix: {}", some_of(fixes, most_programs));
}

// fix_of returns the version that has all fixes of a group; empty if something is not fixed.
std::string fix_of(const Group& group) {
  std::string result;
  for (const Item* item : group) {
    if (item->finding.fixed.empty()) return "";
    if (result.empty() || semver::compare(item->finding.fixed, result) > 0) {
      result = item->finding.fixed;
    }
  }
  return result;
}

// Groups sorts items of one exposure by module.
std::vector<Group> groups(const Audit& audit, Exposure exposure, bool ignored = false) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Group> by_module;
  for (const Item& item : audit.items) {
    if (item.ignored.has_value() != ignored) continue;
    if (item.finding.exposure != exposure && !ignored) continue;
    const audit::Finding& finding = item.finding;
    by_module[{finding.module.path, finding.module.version, finding.path, item.track}].push_back(
        &item);
  }
  std::vector<Group> result;
  for (auto& [key, group] : by_module) result.push_back(std::move(group));
  return result;
}

std::size_t count(const std::vector<Group>& groups) {
  std::size_t result = 0;
  for (const Group& group : groups) result += group.size();
  return result;
}

std::string platforms(const Audit& audit, const audit::Finding& finding) {
  ConfigMask mask = 0;
  for (const auto& [leaf, program] : finding.programs) mask |= program.mask;
  const std::vector<std::string> terms = audit.configurations.terms(mask);
  if (terms == std::vector<std::string>{""}) return "";
  return fmt::format(" ({})", fmt::join(terms, ", "));
}

// line_of shows how a program comes to an affected package: its packages by their paths.
TerminalText line_of(const Item& item) {
  if (item.line.empty()) return {};
  std::string text = item.leaf + ": " + item.line.front().package;
  for (std::size_t i = 1; i < item.line.size(); ++i) text += " -> " + item.line[i].package;
  return wrapped(text, 4);
}

TerminalText built(const Audit& audit, const Item& item) {
  const audit::Finding& finding = item.finding;
  const audit::Vulnerability& entry = finding.vulnerability;
  const std::string aliases =
      entry.aliases.empty() ? "" : fmt::format(" ({})", fmt::join(entry.aliases, ", "));
  TerminalText out = wrapped(fmt::format("{}{}: {}", entry.id, aliases, entry.summary));
  const std::string fix = finding.fixed.empty()
                              ? "not fixed"
                              : "fixed in " + audit_words::version(finding, finding.fixed);
  const std::vector<std::string> leaves = finding.leaves(Exposure::built);
  out += wrapped(
      fmt::format("{}; in {}{}", fix, some_of(leaves, most_programs), platforms(audit, finding)),
      4);
  if (const std::string more = hints(finding); !more.empty()) out += wrapped(more, 4);
  return out;
}

// all_built shows a group, and a line of imports where it is another than that of the item before.
TerminalText all_built(const Audit& audit, const Group& group) {
  TerminalText out;
  TerminalText before;
  for (const Item* item : group) {
    out += built(audit, *item);
    TerminalText line = line_of(*item);
    if (line != before) out += line;
    before = std::move(line);
  }
  return out;
}

TerminalText heading(const Group& group, const Paint& paint) {
  const Item& first = *group.front();
  TerminalText out = paint.strong(audit_words::module(first.finding));
  if (!first.track.empty()) out.add(" (track {})", first.track);
  const std::string fix = fix_of(group);
  if (group.size() > 1 && !fix.empty())
    out.add(": {} fixes all", audit_words::version(first.finding, fix));
  return out.add("\n");
}

// in_short lists what has less exposure, a module a line.
TerminalText in_short(const std::vector<Group>& groups) {
  TerminalText out;
  for (const Group& group : groups) {
    std::vector<std::string> words;
    for (const Item* item : group) {
      const std::string& fix = item->finding.fixed;
      const std::vector<std::string> custom = audit_words::custom_fixes(item->finding);
      const std::string how = !fix.empty() ? " < " + audit_words::version(item->finding, fix)
                              : custom.empty()
                                  ? ""
                                  : fmt::format(" (named fix: {})", some_of(custom, most_programs));
      words.push_back(item->finding.vulnerability.id + how);
    }
    out += wrapped(
        fmt::format("{}: {}", audit_words::module(group.front()->finding), fmt::join(words, ", ")));
  }
  return out;
}

TerminalText ignored(const Audit& audit) {
  TerminalText out;
  const std::vector<Group> all = groups(audit, Exposure::built, true);
  if (all.empty()) return out;
  out.add("\n{} ignored by goset.toml\n", audit_words::vulnerabilities(count(all)));
  for (const Group& group : all) {
    for (const Item* item : group) {
      const std::string until =
          item->ignored->until.empty() ? "" : fmt::format(" (until {})", item->ignored->until);
      out += wrapped(fmt::format("{} in {}: {}{}", item->finding.vulnerability.id,
                                 audit_words::module(item->finding), item->ignored->reason, until));
    }
  }
  return out;
}

TerminalText closing(const Audit& audit) {
  const Audit::Database& database = audit.database;
  const std::string std = audit.go.empty() ? "" : fmt::format(", standard library go{}", audit.go);
  TerminalText out =
      TerminalText::format("\naudited {}, {}{}\n", plural(audit.leaves.size(), "program"),
                           plural(audit.modules, "module"), std);
  const std::string date =
      database.date
          ? fmt::format(", {} old",
                        plural(static_cast<std::size_t>(std::max(0, database.age)), "day"))
          : "";
  const std::string who = database.origin.verified.empty()
                              ? "not verified: " + database.origin.unverified
                              : "verified by " + database.origin.verified;
  out += wrapped(fmt::format("database {}{}, {}", database.name, date, who), 0);
  return out;
}

}  // namespace

TerminalText text(const Audit& audit, const Paint& paint) {
  const std::vector<Group> first = groups(audit, Exposure::built);
  const std::size_t n = count(first);
  TerminalText out =
      n == 0 ? paint.fresh("no known vulnerability is built into a program").add("\n")
             : paint.bad(fmt::format("{} built into programs", audit_words::vulnerabilities(n)))
                   .add("\n");
  for (const Group& group : first) {
    out.add("\n{}", heading(group, paint));
    out += all_built(audit, group);
  }
  const std::vector<Group> unbuilt = groups(audit, Exposure::not_built);
  if (!unbuilt.empty()) {
    out.add("\n{} in packages that no program is built from\n",
            audit_words::vulnerabilities(count(unbuilt)));
    out += in_short(unbuilt);
  }
  const std::vector<Group> unsure = groups(audit, Exposure::module_only);
  if (!unsure.empty()) {
    out.add("\n{} known by module alone, unreviewed or open-ended\n",
            audit_words::vulnerabilities(count(unsure)));
    out += in_short(unsure);
  }
  out += ignored(audit);
  out += closing(audit);
  for (const std::string& note : audit.notes) {
    out += wrapped(fmt::format("note: {}", note), 0);
  }
  return out;
}

}  // namespace goset::audit_output
