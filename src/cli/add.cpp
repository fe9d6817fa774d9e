#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "archives.hpp"
#include "commands.hpp"
#include "downloads.hpp"
#include "folder.hpp"
#include "goset/archive/source_archive.hpp"
#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/manifest/manifest.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace fs = std::filesystem;

namespace {

struct AddOptions {
  std::string what;
  std::string name;
  std::string dir;
  std::vector<std::string> packages;
  std::vector<std::string> tags;
  bool tests = false;
  Output output;
};

bool is_directory(const std::string& what) {
  std::error_code ignored;
  return what.starts_with('.') || what.starts_with('/') || fs::is_directory(what, ignored);
}

// beside returns a file or directory, which the user named from where he stands, as goset.toml
// names it.
std::string beside(const Options& options, const fs::path& place) {
  return fs::relative(place, options.directory).string();
}

std::pair<std::string, Manifest::Leaf> describe_archive(const Options& options,
                                                        const AddOptions& add) {
  if (add.name.empty()) {
    throw Error(fmt::format("{}: a program in an archive needs a name", add.what),
                {"give it one with --name"});
  }
  Manifest::Leaf leaf;
  leaf.archive = is_remote(add.what) ? add.what : beside(options, add.what);
  leaf.dir = add.dir;
  return {add.name, leaf};
}

// describe turns DIRECTORY, ARCHIVE or MODULE@QUERY into a leaf and the name it has by default.
std::pair<std::string, Manifest::Leaf> describe(const Options& options, const AddOptions& add) {
  if (is_remote(add.what) || source_archive::is_name(add.what)) {
    return describe_archive(options, add);
  }
  if (!add.dir.empty()) {
    throw Error("--dir is for a program in an archive",
                {"a directory or module is named with what is added"});
  }
  Manifest::Leaf leaf;
  if (!is_directory(add.what)) {
    Downloads downloads(options);
    std::vector<std::string> notices;
    const ModuleVersion m = downloads.module_version(add.what, &notices);
    if (!options.quiet) {
      for (const std::string& notice : notices) fmt::print(stderr, "notice: {}\n", notice);
    }
    leaf.module = m.path;
    leaf.version = m.version;
    return {default_leaf_name(m.path), leaf};
  }
  const fs::path directory(add.what);
  const std::optional<std::string> go_mod = read_file(directory / "go.mod");
  if (!go_mod) throw Error(fmt::format("{}: no such file", (directory / "go.mod").string()));
  const ModFile mod = mod_file::parse((directory / "go.mod").string(), *go_mod);
  leaf.path = beside(options, directory);
  return {default_leaf_name(mod.module_path), leaf};
}

int add(const Options& options, const AddOptions& add) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  auto [name, leaf] = describe(options, add);
  if (!add.name.empty()) name = add.name;
  manifest::check_name(name);
  if (!files.implied().empty() && leaf.path == ".") files.remove_leaf(files.implied());
  const Manifest manifest = files.manifest();
  if (manifest.leaves.contains(name)) {
    throw Error(fmt::format("{} has a leaf {} already", folder.shown(Folder::manifest_name), name),
                {"give this one another name with --name"});
  }
  if (!add.packages.empty()) leaf.packages = add.packages;
  leaf.tags = add.tags;
  leaf.tests = add.tests;
  files.add_leaf(name, leaf);
  return refresh(options, folder, files, {.output = add.output, .added = name});
}

}  // namespace

void add_add(CLI::App& app, Run& run) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* const command = app.add_subcommand("add", "Add a program to goset.toml, and lock");
  command->add_option("what", options->what, "a directory with a go.mod, a module, or an archive")
      ->type_name("DIRECTORY | MODULE[@QUERY] | ARCHIVE")
      ->required();
  command->add_option("--name", options->name, "name of the leaf; else from its module path")
      ->type_name("NAME");
  command->add_option("--dir", options->dir, "where the program is in the archive")
      ->type_name("DIRECTORY");
  command->add_option("--package", options->packages, "packages to build: ./cmd/tool, ./cmd/...")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command->add_option("--tag", options->tags, "build tag to build it with")
      ->type_name("TAG")
      ->allow_extra_args(false);
  command->add_flag("--tests", options->tests, "also lock what its own tests import");
  add_output_options(*command, options->output);
  command->footer(
      "Examples:\n"
      "  goset add filippo.io/age@latest\n"
      "  goset add github.com/junegunn/fzf@v0.65.2 --name finder\n"
      "  goset add ./services/api --package ./cmd/...\n"
      "\n"
      "QUERY is a version, or as with go get: latest (the default), v1, v1.2, '<v1.5',\n"
      "'>=v1.2.3', a branch or a commit. ARCHIVE is a URL or a file: .tar.gz, .zip, ...");
  command->callback([&run, options] {
    run = [options](const Options& global) { return add(global, *options); };
  });
}

}  // namespace goset::cli
