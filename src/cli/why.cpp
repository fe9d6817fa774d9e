#include "goset/app/why.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/report/why.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct WhyOptions {
  std::string subject;
  std::string leaf;
  bool go = false;
  bool all = false;
  std::string format = "text";
};

int why(const Options& options, const WhyOptions& asked) {
  if (asked.go == !asked.subject.empty()) {
    throw Error("give a module, a package or --go", {"for example: goset why golang.org/x/sys"});
  }
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  const bool is_json = asked.format == "json";
  if (asked.go) {
    const WhyGo why = why_go(folder, session, progress.lines());
    progress.clear();
    if (is_json) {
      escape::print(stdout, why_output::json(why));
    } else {
      escape::print(stdout, why_output::text(why, asked.all));
    }
  } else {
    const Why why = goset::why(folder, asked.subject, asked.leaf, session, progress.lines());
    progress.clear();
    if (is_json) {
      escape::print(stdout, why_output::json(why));
    } else {
      escape::print(stdout, why_output::text(why, paint_for(options.color, stdout), asked.all));
    }
  }
  options.kept->take_from(session.kept);
  return exit_ok;
}

}  // namespace

void add_why(CLI::App& app, Run& run) {
  auto options = std::make_shared<WhyOptions>();
  CLI::App* const command =
      app.add_subcommand("why", "Who imports a module, and who set its version");
  command->add_option("subject", options->subject, "path of a module or of a package")
      ->type_name("MODULE|PACKAGE");
  command->add_flag("--go", options->go, "what requires the Go version of the set");
  command->add_option("--leaf", options->leaf, "for this leaf only")->type_name("NAME");
  command->add_flag("--all", options->all, "everything, however long it is");
  add_choice(*command, "--format", options->format, {"text", "json"}, "text or json")
      ->type_name("FORMAT");
  command->footer(
      "If goset.lock is current, answers from it and from go.mod files; otherwise\n"
      "resolves the set as `goset lock` does.\n"
      "\n"
      "Examples:\n"
      "  goset why golang.org/x/sys\n"
      "  goset why golang.org/x/net/http2 --leaf caddy\n"
      "  goset why --go");
  command->callback([&run, options] {
    run = [options](const Options& global) { return why(global, *options); };
  });
}

}  // namespace goset::cli
