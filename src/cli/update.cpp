#include "goset/app/update.hpp"

#include <fmt/format.h>

#include <fmt/chrono.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>

#include "audit_options.hpp"
#include "clear_vulnerabilities.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct UpdateOptions {
  UpdateSubjects subjects;
  bool patch = false;
  bool latest = false;
  bool security = false;
  std::string minimum_age;
  DatabaseOptions database;
  Output output;
};

// moment_before returns the moment that is an age ago, such as 36h, 7d or 2w, as the YYYYMMDDhhmmss of a
// pseudo-version.
std::string moment_before(std::chrono::sys_seconds now, const std::string& age) {
  unsigned count = 0;
  const char* const end = age.data() + age.size();
  const auto [unit, fault] = std::from_chars(age.data(), end, count);
  const std::string_view word(unit, static_cast<std::size_t>(end - unit));
  std::chrono::hours hours(0);
  if (word == "h") hours = std::chrono::hours(1);
  if (word == "d") hours = std::chrono::hours(24);
  if (word == "w") hours = std::chrono::hours(24 * 7);
  constexpr unsigned most = 10000;
  if (fault != std::errc() || hours.count() == 0 || count > most) {
    throw Error(fmt::format("--minimum-age is \"{}\"", age),
                {"it is a number of hours, days or weeks: 36h, 7d or 2w"});
  }
  return fmt::format("{:%Y%m%d%H%M%S}", now - hours * count);
}

// update_security writes the floors that clear what an audit finds.
int update_security(const Options& options, const UpdateOptions& update) {
  const UpdateSubjects& subjects = update.subjects;
  const bool has_more = subjects.all || !subjects.modules.empty() || !subjects.leaves.empty() ||
                        update.patch || update.latest || !update.minimum_age.empty();
  if (has_more) {
    throw Error("--security goes alone: it is for the whole set, and takes the lowest fixes",
                {"of single programs: goset audit NAME --fix"});
  }
  return clear_vulnerabilities(options, update.database.audit(), update.output, "--security");
}

int update(const Options& options, const UpdateOptions& update) {
  if (update.security) return update_security(options, update);
  if (update.patch && update.latest) {
    throw Error("--patch and --latest exclude each other", {"give one of them"});
  }
  UpdateSubjects subjects = update.subjects;
  if (update.patch) subjects.query = "patch";
  if (update.latest) subjects.query = "latest";
  if (!subjects.all && !(subjects.only.empty() && subjects.except.empty())) {
    throw Error("--only and --except choose from --all",
                {"for example: goset update --all --only golang.org/x"});
  }
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  std::optional<NothingWritten> nothing_written(options);
  Progress progress(options);
  Session session(options);
  if (!update.minimum_age.empty()) {
    subjects.released_before = moment_before(session.environment.now, update.minimum_age);
  }
  Updated updated =
      goset::update(subjects, folder, session, {progress.lines(), progress.lookups()});
  progress.clear();
  nothing_written.reset();  // refresh says so from here on
  Wanted wanted{.output = update.output, .relocked = std::move(updated.relocked)};
  wanted.request.asked = std::move(updated.asked);
  wanted.request.held_back = std::move(updated.held_back);
  const int code = refresh(options, folder, updated.files, std::move(wanted));
  options.kept->take_from(session.kept);
  return updated.is_all_known ? code : std::max(code, exit_failed);
}

}  // namespace

void add_update(CLI::App& app, Run& run) {
  auto options = std::make_shared<UpdateOptions>();
  CLI::App* const command =
      app.add_subcommand("update", "Upgrade modules and programs to newer versions");
  command->add_option("module", options->subjects.modules, "modules to upgrade, for all programs")
      ->type_name("MODULE[@QUERY]");
  command->add_option("--leaf", options->subjects.leaves, "programs to update")
      ->type_name("NAME[@QUERY]")
      ->allow_extra_args(false);
  command->add_flag("--all", options->subjects.all, "everything that the set has");
  command->add_flag("--patch", options->patch, "the newest patch release, without a QUERY");
  command->add_flag("--latest", options->latest, "the latest release, even if it is a downgrade");
  command->add_option("--only", options->subjects.only, "of --all: modules and programs that match")
      ->type_name("PATTERN,...");
  command->add_option("--except", options->subjects.except, "of --all: others than these")
      ->type_name("PATTERN,...");
  command
      ->add_option("--minimum-age", options->minimum_age, "pass over younger releases: 36h, 7d, 2w")
      ->type_name("AGE");
  command->add_flag("--security", options->security,
                    "what `goset audit --fix` writes, and no more");
  add_database_option(*command, options->database, "with --security: as of goset audit");
  add_output_options(*command, options->output);
  command->footer(
      "Writes the version of a program, or a minimum version of a module that you name,\n"
      "to goset.toml; of other modules to goset.floors.toml. Exact pins, tracks and the\n"
      "`go` ceiling stay; what they held back is listed. PATTERN is as in GOPRIVATE.\n"
      "\n"
      "Examples:\n"
      "  goset update golang.org/x/crypto@v0.45.0 --dry-run\n"
      "  goset update --leaf fzf --leaf age@v1.3.2\n"
      "  goset update --leaf tool@v1.2.3     # of an archive: the version in its name\n"
      "  goset update --all --only golang.org/x,k8s.io --minimum-age 7d\n"
      "  goset update --security --format markdown");
  command->callback([&run, options] {
    run = [options](const Options& global) { return update(global, *options); };
  });
}

}  // namespace goset::cli
