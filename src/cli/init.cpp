#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/manifest.hpp"

namespace goset::cli {

namespace {

struct InitOptions {
  std::string go = manifest::default_go;
  bool dry_run = false;
};

constexpr const char* attributes_name = ".gitattributes";

// with_generated_files adds lines that let git hosts fold the lock away in a review.
std::string with_generated_files(std::string text) {
  const std::string line = fmt::format("{} linguist-generated\n", Folder::lock_name);
  if (text.find(line) != std::string::npos) return text;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text + line;
}

int init(const Options& options, const InitOptions& init) {
  if (!toolchain_version::is_valid(init.go)) {
    throw Error(fmt::format("--go: \"{}\" is not a Go version", init.go),
                {"a Go version looks like 1.26"});
  }
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  if (folder.read(Folder::manifest_name)) {
    throw Error(fmt::format("{}: exists already", folder.shown(Folder::manifest_name)));
  }
  Changes changes(folder);
  changes.set(Folder::manifest_name, manifest::initial(init.go));
  changes.set(attributes_name, with_generated_files(folder.read(attributes_name).value_or("")));
  if (init.dry_run) {
    fmt::print("{}", manifest::initial(init.go));
    return exit_ok;
  }
  changes.commit();
  if (!options.quiet) {
    fmt::print(stderr, "wrote {}; `goset add` puts programs into it\n",
               folder.shown(Folder::manifest_name));
    if (changes.planned().contains(attributes_name)) {
      fmt::print(stderr, "wrote {}: git hosts fold the lock away in a review\n",
                 folder.shown(attributes_name));
    }
  }
  return exit_ok;
}

}  // namespace

void add_init(CLI::App& app, Run& run) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* const command = app.add_subcommand("init", "Start a set: write a goset.toml");
  command->add_option("--go", options->go, "newest Go version that modules may ask for")
      ->type_name("VERSION")
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry_run, "print it, and write nothing");
  command->footer("Example:\n  goset init --go 1.26\n  goset add github.com/junegunn/fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return init(global, *options); };
  });
}

}  // namespace goset::cli
