#include "goset/app/add.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/source_archive.hpp"
#include "goset/fetch/version_lookups.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

// Program is one that is to be added.
struct Program {
  std::string what;  // as it was asked for
  std::string name;
  Manifest::Leaf leaf;
  std::vector<Notice> notices = {};
  std::optional<Error> fault = {};

  std::string module_path() const { return what.substr(0, what.find('@')); }
};

bool is_directory(const std::string& what) {
  std::error_code ignored;
  return what.starts_with('.') || what.starts_with('/') || fs::is_directory(what, ignored);
}

bool is_archive(const std::string& what) {
  return is_remote(what) || source_archive::is_name(what);
}

// beside returns a file or directory, which the user named from where he stands, as goset.toml
// names it.
std::string beside(const Folder& folder, const fs::path& place) {
  return fs::relative(place, folder.directory()).string();
}

void describe_archive(Program& program, const Folder& folder, const AddRequest& request) {
  if (request.name.empty()) {
    throw Error(
        fmt::format("{}: a program in an archive needs a name", program.what),
        {request.what.size() == 1 ? "give it one with --name" : "add it by itself, with --name"});
  }
  program.leaf.archive = is_remote(program.what) ? program.what : beside(folder, program.what);
  program.leaf.dir = request.dir;
}

void describe_directory(Program& program, const Folder& folder) {
  const fs::path directory(program.what);
  const std::optional<std::string> go_mod = read_file(directory / "go.mod");
  if (!go_mod) throw Error(fmt::format("{}: no such file", (directory / "go.mod").string()));
  const ModFile mod = mod_file::parse((directory / "go.mod").string(), *go_mod);
  program.leaf.path = beside(folder, directory);
  program.name = default_leaf_name(mod.module_path);
}

// notices_of says whether the author took a version back, or deprecates the module.
std::vector<Notice> notices_of(VersionQuery& query, const ModuleVersion& m) {
  std::vector<Notice> notices;
  if (const std::optional<std::string> why = query.retracted(m.version)) {
    notices.push_back({fmt::format("{} is retracted by its author", m.str()), *why});
  }
  if (const std::optional<std::string> instead = query.deprecated()) {
    notices.push_back({fmt::format("{} is deprecated", m.path), *instead});
  }
  return notices;
}

// look_up finds the version of a program of the module proxy.
void look_up(Program& program, VersionQuery& query) {
  const std::string path = program.module_path();
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

// describe makes a leaf of each directory, archive or module, with the name that it has by default.
// Of a module the version is still to be looked up.
std::vector<Program> describe(const AddRequest& request, const Folder& folder) {
  std::vector<Program> programs;
  for (const std::string& what : request.what) {
    Program& program = programs.emplace_back(Program{what, request.name, {}});
    if (is_archive(what)) {
      describe_archive(program, folder, request);
    } else if (!request.dir.empty()) {
      throw Error("--dir is for a program in an archive",
                  {"a directory or module is named with what is added"});
    } else if (is_directory(what)) {
      describe_directory(program, folder);
    }
  }
  return programs;
}

void look_up_modules(std::vector<Program>& programs, const std::function<Goproxy&()>& proxy,
                     const std::function<void(std::size_t, std::size_t)>& progress) {
  std::vector<Program*> modules;
  for (Program& program : programs) {
    if (program.leaf.archive.empty() && program.leaf.path.empty()) modules.push_back(&program);
  }
  if (modules.empty()) return;
  VersionLookups lookups(proxy());
  for (Program* const program : modules) {
    lookups.add(program->module_path(),
                [program](VersionQuery& query) { look_up(*program, query); });
  }
  lookups.run(progress);
  refuse_faults(programs);
}

// add_leaf writes a program down, under the name that it shall have.
void add_leaf(SetFiles& files, const Folder& folder, const AddRequest& request, Program& program) {
  if (!request.name.empty()) program.name = request.name;
  const std::string& name = program.name;
  Manifest::Leaf& leaf = program.leaf;
  manifest::check_name(name);
  if (!files.implied().empty() && leaf.path == ".") files.remove_leaf(files.implied());
  if (files.manifest().leaves.contains(name)) {
    if (request.what.size() > 1) {
      throw Error(fmt::format("{}: the name {} is taken", program.what, name),
                  {"add it by itself, with another: --name"});
    }
    throw Error(fmt::format("{} has a leaf {} already", folder.shown(Folder::manifest_name), name),
                {"give this one another name with --name"});
  }
  if (!request.packages.empty()) leaf.packages = request.packages;
  leaf.tags = request.tags;
  leaf.optional_tags = request.optional_tags;
  leaf.tests = request.tests;
  files.add_leaf(name, leaf);
}

}  // namespace

std::vector<Added> add(const AddRequest& request, const Folder& folder, SetFiles& files,
                       const std::function<Goproxy&()>& proxy,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
  if (request.what.size() > 1 && !request.name.empty()) {
    throw Error("--name is for one program", {"add it by itself"});
  }
  std::vector<Program> programs = describe(request, folder);
  look_up_modules(programs, proxy, progress);
  std::vector<Added> result;
  for (Program& program : programs) {
    add_leaf(files, folder, request, program);
    result.push_back({program.name, program.notices});
  }
  return result;
}

}  // namespace goset
