#include "goset/app/doctor.hpp"

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/doctor.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

int doctor(const Options& options, const std::string& format) {
  ChildProcesses processes;
  const Checkup checkup = check_machine(Folder(options.directory), options, processes);
  if (format == "json") {
    escape::print(stdout, doctor_output::json(checkup));
  } else {
    escape::print(stdout, doctor_output::text(checkup, paint_for(options.color, stdout)));
  }
  return checkup.has_problem() ? exit_drift : exit_ok;
}

}  // namespace

void add_doctor(CLI::App& app, Run& run) {
  auto format = std::make_shared<std::string>("text");
  CLI::App* const command =
      app.add_subcommand("doctor", "Check that goset can work on this machine");
  add_choice(*command, "--format", *format, {"text", "json"}, "text or json")->type_name("FORMAT");
  command->footer(
      "Checks the set here, the module proxy, the checksum database, the cache, the\n"
      "certificates, Nix and Go. The exit code is 1 if there is a problem, and 0 if\n"
      "there are only warnings. Writes nothing; works outside of a set too.\n"
      "\n"
      "Examples:\n"
      "  goset doctor\n"
      "  goset doctor --offline --format json");
  command->callback([&run, format] {
    run = [format](const Options& global) { return doctor(global, *format); };
  });
}

}  // namespace goset::cli
