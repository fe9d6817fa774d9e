#include "goset/app/tree.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <optional>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/report/tree.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct TreeOptions {
  std::string leaf;
  std::string invert;
  std::optional<std::size_t> depth;
  std::string format = "text";
};

int tree(const Options& options, const TreeOptions& asked) {
  const Folder folder = Folder::to_read(options.directory);
  const Lock lock = need_lock(folder);
  if (!asked.leaf.empty()) locked_leaf(folder, lock, asked.leaf);
  Tree tree = asked.invert.empty() ? Tree::below(lock, asked.leaf)
                                   : Tree::users(lock, asked.invert, asked.leaf);
  if (asked.depth) tree.cut(*asked.depth);
  if (asked.format == "json") {
    escape::print(stdout, tree_output::json(tree));
  } else if (asked.format == "dot") {
    escape::print(stdout, tree_output::dot(tree));
  } else {
    escape::print(stdout, tree_output::text(tree, paint_for(options.color, stdout)));
  }
  return exit_ok;
}

}  // namespace

void add_tree(CLI::App& app, Run& run) {
  auto options = std::make_shared<TreeOptions>();
  CLI::App* const command =
      app.add_subcommand("tree", "Show which modules programs are built from");
  command->add_option("--leaf", options->leaf, "of this program only")->type_name("NAME");
  command->add_option("--invert", options->invert, "everything that depends on it, transitively")
      ->type_name("MODULE");
  command->add_option("--depth", options->depth, "modules at most so many steps away")
      ->type_name("N");
  add_choice(*command, "--format", options->format, {"text", "json", "dot"},
             "text, json or dot (for Graphviz)")
      ->type_name("FORMAT");
  command->footer(
      "Modules are connected by the imports of needed packages, on any platform.\n"
      "\n"
      "Examples:\n"
      "  goset tree --leaf fzf\n"
      "  goset tree --invert golang.org/x/crypto");
  command->callback([&run, options] {
    run = [options](const Options& global) { return tree(global, *options); };
  });
}

}  // namespace goset::cli
