#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "downloads.hpp"
#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/manifest/edit.hpp"
#include "goset/manifest/manifest.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace fs = std::filesystem;

namespace {

struct AddOptions {
  std::string what;
  std::string name;
  std::vector<std::string> packages;
  std::vector<std::string> tags;
  bool tests = false;
};

// default_name is the last element of a module path before its major version.
std::string default_name(const std::string& module_path) {
  const std::optional<module::PathMajor> split = module::split_path_version(module_path);
  const std::string prefix = split ? split->prefix : module_path;
  return prefix.substr(prefix.rfind('/') + 1);
}

bool is_directory(const std::string& what) {
  std::error_code ignored;
  return what.starts_with('.') || what.starts_with('/') || fs::is_directory(what, ignored);
}

// describe turns DIRECTORY or MODULE@VERSION into a leaf and the name it has by default.
std::pair<std::string, Manifest::Leaf> describe(const Options& options, const AddOptions& add) {
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
    return {default_name(m.path), leaf};
  }
  // The directory is named from where the user stands, and kept relative to goset.toml.
  const fs::path directory(add.what);
  const std::optional<std::string> go_mod = read_file(directory / "go.mod");
  if (!go_mod) throw Error(fmt::format("{}: no such file", (directory / "go.mod").string()));
  const ModFile mod = mod_file::parse((directory / "go.mod").string(), *go_mod);
  leaf.path = fs::relative(directory, options.directory).string();
  return {default_name(mod.module_path), leaf};
}

int add(const Options& options, const AddOptions& add) {
  const Folder folder(options.directory);
  const std::string before = folder.need_manifest();
  const Exclusive exclusive(folder);
  const Manifest manifest = manifest::parse(folder.shown(Folder::manifest_name), before);
  auto [name, leaf] = describe(options, add);
  if (!add.name.empty()) name = add.name;
  manifest::check_name(name);
  if (manifest.leaves.contains(name)) {
    throw Error(fmt::format("{} has a leaf {} already", folder.shown(Folder::manifest_name), name),
                {"give this one another name with --name"});
  }
  if (!add.packages.empty()) leaf.packages = add.packages;
  leaf.tags = add.tags;
  leaf.tests = add.tests;
  return refresh(options, folder, manifest::with_leaf(before, name, leaf), name);
}

}  // namespace

void add_add(CLI::App& app, Run& run) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* const command = app.add_subcommand("add", "Add a program to goset.toml, and lock");
  command->add_option("what", options->what, "a directory with a go.mod, or a module")
      ->type_name("DIRECTORY | MODULE[@QUERY]")
      ->required();
  command->add_option("--name", options->name, "name of the leaf; else from its module path")
      ->type_name("NAME");
  command->add_option("--package", options->packages, "packages to build: ./cmd/tool, ./cmd/...")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command->add_option("--tag", options->tags, "build tag to build it with")
      ->type_name("TAG")
      ->allow_extra_args(false);
  command->add_flag("--tests", options->tests, "also lock what its own tests import");
  command->footer(
      "Examples:\n"
      "  goset add filippo.io/age@latest\n"
      "  goset add github.com/junegunn/fzf@v0.65.2 --name finder\n"
      "  goset add ./services/api --package ./cmd/...\n"
      "\n"
      "QUERY is a version, or as with go get: latest (the default), v1, v1.2, '<v1.5',\n"
      "'>=v1.2.3', a branch or a commit.");
  command->callback([&run, options] {
    run = [options](const Options& global) { return add(global, *options); };
  });
}

}  // namespace goset::cli
