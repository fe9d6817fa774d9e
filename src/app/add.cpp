#include "goset/app/add.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/source_archive.hpp"
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

  bool is_of_proxy() const { return leaf.archive.empty() && leaf.path.empty(); }
};

bool is_directory(const std::string& what) {
  std::error_code ignored;
  return what.starts_with('.') || what.starts_with('/') || fs::is_directory(what, ignored);
}

// is_archive reports whether a URL or file is meant as an archive; other URLs are those of repositories.
bool is_archive(const std::string& what, const AddRequest& request) {
  return source_archive::is_name(what) || (is_remote(what) && !request.dir.empty());
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
        {request.what.size() == 1 ? "give it one with --name" : "add it alone, with --name"});
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
    if (is_archive(what, request)) {
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

// Whole trees of programs are named by what `go install` takes as well: "PATH/...".
constexpr std::string_view all_below = "/...";

// name_of reads what the user typed for a program of the module proxy.
ProgramName name_of(const Program& program, const AddRequest& request) {
  ProgramName name = ProgramName::parse(program.what);
  if (name.path.ends_with(all_below)) name.path.resize(name.path.size() - all_below.size());
  if (!request.version.empty() && !name.query.empty()) {
    throw Error(fmt::format("{}: two versions are given, the other one by --version", program.what),
                {"give one of them"});
  }
  if (!request.version.empty()) name.query = request.version;
  if (name.path.find_first_of("./") == std::string::npos) {
    throw Error(fmt::format("{}: not the path of a Go module", program.what),
                {"a program is named as `go install` names it: github.com/junegunn/fzf",
                 fmt::format("a directory begins with a dot: ./{}", name.path)});
  }
  return name;
}

void take_found(Program& program, const ProgramName& name, FoundProgram& found) {
  program.fault = std::move(found.fault);
  if (program.fault && is_remote(program.what)) {
    program.fault->add_note("the URL of a source archive ends in one of");
    program.fault->add_note("  " + source_archive::endings());
  }
  if (program.fault) return;
  program.notices = std::move(found.notices);
  program.leaf.module = found.module.path;
  program.leaf.version = found.module.version;
  const bool has_all_below = program.what.substr(0, program.what.find('@')).ends_with(all_below);
  program.name = default_leaf_name(has_all_below ? found.module.path : name.path);
  if (!found.directory.empty()) {
    program.leaf.packages = {"./" + found.directory + (has_all_below ? "/..." : "")};
  }
}

void look_up_modules(std::vector<Program>& programs, const AddRequest& request,
                     const std::function<Goproxy&()>& proxy,
                     const std::function<void(std::size_t, std::size_t)>& progress) {
  std::vector<Program*> asked;
  std::vector<ProgramName> names;
  for (Program& program : programs) {
    if (!program.is_of_proxy()) continue;
    asked.push_back(&program);
    names.push_back(name_of(program, request));
  }
  if (asked.empty()) return;
  std::vector<FoundProgram> found = find_programs(names, proxy(), progress);
  for (std::size_t i = 0; i < asked.size(); ++i) take_found(*asked[i], names[i], found[i]);
  refuse_faults(programs);
}

// is_same_program reports whether a leaf differs from what is added in its version alone.
bool is_same_program(const Manifest::Leaf& there, const Manifest::Leaf& added,
                     const AddRequest& request) {
  const bool whole = request.packages.empty() && added.packages == Manifest::Leaf().packages;
  return !added.module.empty() && there.module == added.module &&
         (whole || there.packages == added.packages) &&
         (request.tags.empty() || there.tags == request.tags) &&
         (request.optional_tags.empty() || there.optional_tags == request.optional_tags) &&
         (!request.tests || there.tests);
}

// refuse_name says that a name is that of another leaf.
[[noreturn]] void refuse_name(const Folder& folder, const AddRequest& request,
                              const Program& program) {
  if (request.what.size() > 1) {
    throw Error(fmt::format("{}: the name {} is taken", program.what, program.name),
                {"add it alone, with another: --name"});
  }
  throw Error(
      fmt::format("{} has a leaf {} already", folder.shown(Folder::manifest_name), program.name),
      {"give this one another name with --name"});
}

// add_leaf writes a program down, under the name that it shall have; returns whether it is a new leaf.
bool add_leaf(SetFiles& files, const Folder& folder, const AddRequest& request, Program& program) {
  if (!request.name.empty()) program.name = request.name;
  Manifest::Leaf& leaf = program.leaf;
  manifest::check_name(program.name);
  if (!files.implied().empty() && leaf.path == ".") files.remove_leaf(files.implied());
  if (!request.packages.empty()) leaf.packages = request.packages;
  leaf.tags = request.tags;
  leaf.optional_tags = request.optional_tags;
  leaf.tests = request.tests;
  const Manifest manifest = files.manifest();
  const auto there = manifest.leaves.find(program.name);
  if (there == manifest.leaves.end()) {
    files.add_leaf(program.name, leaf);
    return true;
  }
  if (!is_same_program(there->second, leaf, request)) refuse_name(folder, request, program);
  if (there->second.version == leaf.version) {
    program.notices.push_back(
        {fmt::format("{} {} is in the set already", program.name, leaf.version), ""});
  } else {
    files.set_leaf_value(program.name, "version", leaf.version);
  }
  return false;
}

void check_request(const AddRequest& request) {
  const bool is_blank = std::any_of(request.what.begin(), request.what.end(),
                                    [](const std::string& what) { return what.empty(); });
  if (request.what.empty() || is_blank) {
    throw Error("no program is named", {"give a module, a directory or an archive",
                                        "for example: goset add filippo.io/age"});
  }
  if (request.what.size() == 1) return;
  if (!request.name.empty()) throw Error("--name is for one program", {"add it alone"});
  if (!request.version.empty()) {
    throw Error("--version is for one program", {"of several, each has its own: MODULE@VERSION"});
  }
}

}  // namespace

std::vector<Added> add(const AddRequest& request, const Folder& folder, SetFiles& files,
                       const std::function<Goproxy&()>& proxy,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
  check_request(request);
  std::vector<Program> programs = describe(request, folder);
  look_up_modules(programs, request, proxy, progress);
  std::vector<Added> result;
  for (Program& program : programs) {
    const bool is_new = add_leaf(files, folder, request, program);
    const bool is_program = program.leaf.path.empty() && !request.tests;
    result.push_back({program.name, is_new, is_program, program.notices});
  }
  return result;
}

}  // namespace goset
