#include "clear_vulnerabilities.hpp"

#include <fmt/format.h>

#include <optional>

#include "goset/app/audit_fix.hpp"
#include "goset/error.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/audit_fix.hpp"
#include "refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

int clear_vulnerabilities(const Options& options, const AuditOptions& audit, const Output& output,
                          const std::string& option) {
  const bool is_text = output.format == "text";
  if (!is_text && output.format != "markdown" && output.format != "json") {
    throw Error(fmt::format("{} has no format {}", option, output.format),
                {"it prints text, json or markdown"});
  }
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  Session session(options);
  std::optional<NothingWritten> nothing_written(options);
  Progress progress(options);
  AuditFix fix = fix_audit(folder, audit, session, progress.lines());
  progress.clear();
  nothing_written.reset();  // refresh says so from here on
  if (output.format == "markdown") escape::print(stdout, audit_fix_output::markdown(fix));
  if (is_text && !options.quiet) {
    std::FILE* const to = output.dry_run ? stdout : stderr;
    escape::print(to, audit_fix_output::text(fix, paint_for(options.color, to)));
  }
  Wanted wanted{.output = output, .relocked = std::move(fix.relocked)};
  for (const AuditFix::Floor& floor : fix.floors) wanted.request.asked[floor.path] = floor.version;
  refresh(options, folder, fix.files, std::move(wanted));
  options.kept->take_from(session.kept);
  return fix.left.empty() ? exit_ok : exit_drift;
}

}  // namespace goset::cli
