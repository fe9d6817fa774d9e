#include "refresh.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "goset/os/interruption.hpp"
#include "goset/report/change.hpp"
#include "goset/report/refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Report prints a refresh, for people to `to` and for machines to standard output.
class Report {
 public:
  Report(const Refresh& refresh, const Options& options, const Wanted& wanted)
      : refresh_(refresh), options_(options), wanted_(wanted) {}

  bool is_text() const { return wanted_.output.format == "text"; }
  // to is standard output for what would be written: that is the result of a dry run.
  std::FILE* to() const { return wanted_.output.dry_run && is_text() ? stdout : stderr; }

  void say(const TerminalText& text) const { say(to(), text); }
  void say(std::FILE* file, const TerminalText& text) const {
    if (!options_.quiet) escape::print(file, text);
  }

  // tells_change reports whether anybody sees what changes.
  bool tells_change() const { return !is_text() || !options_.quiet; }

  void change(const SetChange& change) const {
    if (is_text()) {
      say(change_output::text(without_added(change), paint_for(options_.color, to())));
    } else if (wanted_.output.format == "json") {
      escape::print(stdout, change_output::json(change, is_written()));
    } else if (wanted_.output.format == "markdown") {
      escape::print(stdout, change_output::markdown(change));
    } else {
      const char* const attribute = std::getenv("UPDATE_NIX_ATTR_PATH");
      escape::print(stdout, change_output::nixpkgs(change, attribute ? attribute : ""));
    }
  }

  bool is_written() const { return !wanted_.output.dry_run && refresh_.changes_files(); }

 private:
  // A leaf that was added has a line of its own.
  SetChange without_added(SetChange change) const {
    for (const std::string& name : wanted_.added) {
      std::erase_if(change.leaves, [&](const auto& leaf) { return leaf.name == name; });
    }
    return change;
  }

  const Refresh& refresh_;
  const Options& options_;
  const Wanted& wanted_;
};

void relock(Refresh& refresh, const Options& options, std::optional<Relocked> relocked) {
  if (relocked) return refresh.adopt(std::move(*relocked));
  Session session(options);
  Progress progress(options);
  refresh.relock(session, progress.lines());
  options.kept->take_from(session.kept);
}

// write writes the files, and says what to do if a signal comes meanwhile.
void write(Refresh& refresh, const Options& options) {
  const Interruption written_by_halves([&] {
    if (options.quiet) return;
    escape::say(stderr,
                "interrupted while files were written\n  to finish or undo it, run: goset lock\n");
  });
  refresh.commit();
}

}  // namespace

int refresh(const Options& options, const Folder& folder, const SetFiles& files, Wanted wanted) {
  const Clock::time_point start = Clock::now();
  const bool is_compact = wanted.request.compact;
  wanted.request.whole_paths = wanted.output.format == "nixpkgs";
  auto owned = std::make_unique<Refresh>(folder, files, std::move(wanted.request));
  Refresh& refresh = *owned;
  const Report report(refresh, options, wanted);
  std::optional<NothingWritten> nothing_written(options);
  const auto commit = [&] {
    nothing_written.reset();
    write(refresh, options);
  };
  const bool was_current = refresh.is_current();
  const std::string lock_name = folder.shown(Folder::lock_name);
  if (was_current) {
    refresh.keep();
  } else {
    if (!files.implied().empty()) {
      report.say(stderr,
                 TerminalText::format("no {}: the set is the program here, {}\n",
                                      folder.shown(Folder::manifest_name), files.implied()));
    }
    relock(refresh, options, std::move(wanted.relocked));
    for (const std::string& name : wanted.added) report.say(refresh_output::added(refresh, name));
    if (is_compact) report.say(refresh_output::merged(refresh));
  }
  const std::optional<SetChange> change =
      report.tells_change() ? std::optional(refresh.change()) : std::nullopt;
  // What machines read is said when it is true; people may read on while it is written.
  const bool is_early = report.is_written() && (was_current || !report.is_text());
  if (is_early) commit();
  if (change) report.change(*change);
  if (was_current || !refresh.changes_files()) {
    report.say(stderr, refresh_output::current(lock_name, refresh.set()));
  } else {
    report.say(refresh_output::unused(refresh.unused()));
    const std::chrono::duration<double> took = Clock::now() - start;
    report.say(refresh_output::verified(*refresh.relocked(), took.count()));
    if (wanted.output.dry_run) report.say(TerminalText::format("nothing written (--dry-run)\n"));
  }
  if (report.is_written()) {
    if (!is_early) commit();
    report.say(stderr, refresh_output::written(refresh));
  }
  options.kept->keep(std::move(owned));
  return exit_ok;
}

}  // namespace goset::cli
