#include <memory>

#include "commands.hpp"
#include "goset/app/edit_set.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace {

struct RemoveOptions {
  std::vector<std::string> names;
  Output output;
};

int remove(const Options& options, const RemoveOptions& remove) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  remove_leaves(files, folder, remove.names);
  return refresh(options, folder, files, {.output = remove.output});
}

}  // namespace

void add_remove(CLI::App& app, Run& run) {
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* const command =
      app.add_subcommand("remove", "Take programs out of goset.toml, and lock");
  command->add_option("leaf", options->names, "names of the programs, as goset.toml has them")
      ->type_name("NAME")
      ->required();
  add_output_options(*command, options->output);
  command->footer(
      "Modules that no other program needs leave the set too.\n"
      "\nExample:\n  goset remove fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return remove(global, *options); };
  });
}

}  // namespace goset::cli
