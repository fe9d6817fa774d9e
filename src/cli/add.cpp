#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "goset/app/session.hpp"
#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/source_archive.hpp"
#include "goset/fetch/version_lookups.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/manifest.hpp"
#include "refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace fs = std::filesystem;

namespace {

struct AddOptions {
  std::vector<std::string> what;
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

// Program is one that is to be added.
struct Program {
  std::string what;  // as it was asked for
  std::string name;
  Manifest::Leaf leaf;
  std::vector<std::string> notices = {};  // what its author says of it
  std::optional<Error> fault = {};
};

bool is_archive(const std::string& what) {
  return is_remote(what) || source_archive::is_name(what);
}

void describe_archive(Program& program, const Options& options, const AddOptions& add) {
  if (add.name.empty()) {
    throw Error(
        fmt::format("{}: a program in an archive needs a name", program.what),
        {add.what.size() == 1 ? "give it one with --name" : "add it by itself, with --name"});
  }
  program.leaf.archive = is_remote(program.what) ? program.what : beside(options, program.what);
  program.leaf.dir = add.dir;
}

void describe_directory(Program& program, const Options& options) {
  const fs::path directory(program.what);
  const std::optional<std::string> go_mod = read_file(directory / "go.mod");
  if (!go_mod) throw Error(fmt::format("{}: no such file", (directory / "go.mod").string()));
  const ModFile mod = mod_file::parse((directory / "go.mod").string(), *go_mod);
  program.leaf.path = beside(options, directory);
  program.name = default_leaf_name(mod.module_path);
}

// notices_of says whether the author took a version back, or deprecates the module.
std::vector<std::string> notices_of(VersionQuery& query, const ModuleVersion& m) {
  std::vector<std::string> notices;
  if (const std::optional<std::string> why = query.retracted(m.version)) {
    notices.push_back(fmt::format("{} is retracted by its author{}{}", m.str(),
                                  why->empty() ? "" : ":\n  ", *why));
  }
  if (const std::optional<std::string> instead = query.deprecated()) {
    notices.push_back(fmt::format("{} is deprecated:\n  {}", m.path, *instead));
  }
  return notices;
}

// look_up finds the version of a program of the module proxy.
void look_up(Program& program, VersionQuery& query, const std::string& path) {
  const std::size_t at = program.what.find('@');
  const std::string asked = at == std::string::npos ? "latest" : program.what.substr(at + 1);
  try {
    const std::string version = query.resolve(asked);
    program.notices = notices_of(query, {path, version});
    program.name = default_leaf_name(path);
    program.leaf.module = path;
    program.leaf.version = version;
  } catch (const SecurityError&) {
    throw;
  } catch (const Error& error) {
    program.fault = error;
  }
}

// refuse_faults throws the first fault, with the others beside it.
void refuse_faults(const std::vector<Program>& programs) {
  std::optional<Error> first;
  for (const Program& program : programs) {
    if (!program.fault) continue;
    if (!first) {
      first = program.fault;
      continue;
    }
    first->add_note(program.fault->message());
    for (const std::string& note : program.fault->notes()) first->add_note("  " + note);
  }
  if (first) throw *first;
}

// describe turns each DIRECTORY, ARCHIVE or MODULE@QUERY into a leaf and the name it has by
// default; all versions are looked up at once.
std::vector<Program> describe(const Options& options, const AddOptions& add) {
  std::vector<Program> programs;
  std::vector<Program*> modules;
  programs.reserve(add.what.size());
  for (const std::string& what : add.what) {
    Program& program = programs.emplace_back(Program{what, add.name, {}});
    if (is_archive(what)) {
      describe_archive(program, options, add);
    } else if (!add.dir.empty()) {
      throw Error("--dir is for a program in an archive",
                  {"a directory or module is named with what is added"});
    } else if (is_directory(what)) {
      describe_directory(program, options);
    } else {
      modules.push_back(&program);
    }
  }
  if (modules.empty()) return programs;
  Session session(options);
  Progress progress(options.quiet);
  VersionLookups lookups(session.proxy);
  for (Program* const program : modules) {
    const std::string path = program->what.substr(0, program->what.find('@'));
    lookups.add(path, [program, path](VersionQuery& query) { look_up(*program, query, path); });
  }
  lookups.run([&](std::size_t done, std::size_t all) { progress.show_lookups(done, all); });
  progress.clear();
  refuse_faults(programs);
  return programs;
}

// add_leaf writes a program down, under the name that it shall have.
void add_leaf(SetFiles& files, const Folder& folder, const AddOptions& add, Program& program) {
  if (!add.name.empty()) program.name = add.name;
  const std::string& name = program.name;
  Manifest::Leaf& leaf = program.leaf;
  manifest::check_name(name);
  if (!files.implied().empty() && leaf.path == ".") files.remove_leaf(files.implied());
  if (files.manifest().leaves.contains(name)) {
    if (add.what.size() > 1) {
      throw Error(fmt::format("{}: the name {} is taken", program.what, name),
                  {"add it by itself, with another: --name"});
    }
    throw Error(fmt::format("{} has a leaf {} already", folder.shown(Folder::manifest_name), name),
                {"give this one another name with --name"});
  }
  if (!add.packages.empty()) leaf.packages = add.packages;
  leaf.tags = add.tags;
  leaf.tests = add.tests;
  files.add_leaf(name, leaf);
}

int add(const Options& options, const AddOptions& add) {
  if (add.what.size() > 1 && !add.name.empty()) {
    throw Error("--name is for one program", {"add it by itself"});
  }
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  std::vector<Program> programs = describe(options, add);
  Refresh refresh{.output = add.output};
  for (Program& program : programs) {
    add_leaf(files, folder, add, program);
    refresh.added.push_back(program.name);
    if (options.quiet) continue;
    for (const std::string& notice : program.notices) {
      fmt::print(stderr, "notice: {}\n", notice);
    }
  }
  try {
    return cli::refresh(options, folder, files, std::move(refresh));
  } catch (Error& error) {
    if (programs.size() > 1) error.add_note("none of the programs was added");
    throw;
  }
}

}  // namespace

void add_add(CLI::App& app, Run& run) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* const command = app.add_subcommand("add", "Add programs to goset.toml, and lock");
  command->add_option("what", options->what, "directories with a go.mod, modules, or an archive")
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
      "  goset add filippo.io/age mvdan.cc/gofumpt@v0.8.0\n"
      "  goset add github.com/junegunn/fzf@v0.65.2 --name finder\n"
      "  goset add ./services/api --package ./cmd/...\n"
      "\n"
      "QUERY is a version, or as with go get: latest (the default), v1, v1.2, '<v1.5',\n"
      "'>=v1.2.3', a branch or a commit. ARCHIVE is a URL or a file: .tar.gz, .zip, ...\n"
      "Of several programs all are added, or none where one of them can't be.");
  command->callback([&run, options] {
    run = [options](const Options& global) { return add(global, *options); };
  });
}

}  // namespace goset::cli
