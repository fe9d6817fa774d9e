// goset-stage module --record FILE --import-paths FILE --deps FILE --libraries FILE
//                    --source needed|whole --out DIR --stage DIR --std DIR --go VERSION
// goset-stage leaf   --lock FILE --deps FILE --private FILE --source DIR --stage DIR --std DIR
//                    --go VERSION --changes refused|allowed
// goset-stage shell  as `leaf`, without --changes
// goset-stage mains  --lock FILE
// goset-stage compiled   --lock FILE --deps FILE --private FILE --log FILE --std-source DIR
//                        --mod-cache DIR
// goset-stage references --deps FILE --private FILE --tree DIR
// goset-stage explain-module --log FILE --record FILE --patched yes|no
// goset-stage explain-leaf   --log FILE --lock FILE --deps FILE --private FILE --patched yes|no
//
// Lays out a build inside a derivation; see stage.hpp. `module` also writes to its output what
// others read of the source, and its closure (closure.hpp). With --changes allowed a leaf's go.mod
// may be another one than when it was locked, if it asks for nothing that the set lacks. The others
// look at what was built: `mains` prints the module paths of a leaf's main modules, `compiled` fails
// if the log of `go build -v` names a package that is not the leaf's own, `references` if the tree
// names a source or an output. The last two say why the go command failed that printed --log;
// --patched, whether its source was changed. --record is one line (Record in closure.hpp),
// --import-paths lists the packages to compile, --libraries the directories of C libraries that they
// are compiled with, --deps outputs of module
// derivations, one a line; --private has such lines as --record of modules that the leaf itself
// compiles packages of. --std is the output of the standard library.
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "build_checks.hpp"
#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "diagnosis.hpp"
#include "layout.hpp"
#include "mod_patch.hpp"
#include "needed_sources.hpp"
#include "stage.hpp"

namespace {

using goset::build::Closure;
using goset::build::Failure;
using goset::build::StageDirectory;

// Options are `--name value` pairs; each one asked for must be there, and no other.
class Options {
 public:
  explicit Options(const std::vector<std::string>& arguments) {
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size()) throw Failure("option " + arguments[i] + " needs a value");
      values_[arguments[i]] = arguments[i + 1];
    }
  }

  std::string take(const std::string& name) {
    const auto found = values_.find(name);
    if (found == values_.end()) throw Failure("option " + name + " is missing");
    std::string value = found->second;
    values_.erase(found);
    return value;
  }

  void check_all_taken() const {
    if (!values_.empty()) throw Failure("unknown option: " + values_.begin()->first);
  }

 private:
  std::map<std::string, std::string> values_;
};

StageDirectory take_stage(Options& options) {
  return {options.take("--stage"), options.take("--go"), options.take("--std")};
}

goset::build::Record take_record(Options& options) {
  const std::string file = options.take("--record");
  const std::vector<std::string> lines = goset::build::read_lines(file);
  if (lines.size() != 1) throw Failure(file + ": not one line");
  return goset::build::parse_record(lines[0], file);
}

// directories_of turns import paths of a module into directories of it.
std::vector<std::string> directories_of(const std::vector<std::string>& import_paths,
                                        const std::string& module) {
  std::vector<std::string> directories;
  for (const std::string& path : import_paths) {
    if (path != module && !path.starts_with(module + "/")) {
      throw Failure(path + " is not a package of " + module);
    }
    directories.push_back(path == module ? "." : path.substr(module.size() + 1));
  }
  return directories;
}

// write_source makes `src` of an output, and returns the directory that its files are in.
std::string write_source(const goset::build::Record& record, const std::string& import_paths,
                         const std::string& amount, const std::filesystem::path& source) {
  const std::vector<std::string> packages =
      directories_of(goset::build::read_lines(import_paths), record.path);
  if (amount == "whole") {
    std::filesystem::create_directory_symlink(record.module.whole_source, source);
    return record.module.whole_source;
  }
  if (amount != "needed") throw Failure("--source is needed or whole, not " + amount);
  goset::build::copy_needed(record.module.whole_source, packages, source);
  return source;
}

void run_module(Options options) {
  const goset::build::Record record = take_record(options);
  const std::string import_paths = options.take("--import-paths");
  const std::string deps = options.take("--deps");
  const std::string libraries = options.take("--libraries");
  const std::string amount = options.take("--source");
  const std::filesystem::path out = options.take("--out");
  const StageDirectory stage = take_stage(options);
  options.check_all_taken();

  Closure closure = goset::build::read_closure(deps);
  // What is compiled here is not there yet: it is named for those who depend on it.
  Closure listed = closure;
  for (const std::string& directory : goset::build::read_lines(libraries)) {
    listed.add_library(directory);
  }
  std::filesystem::create_directories(out);
  closure.add_source(record, write_source(record, import_paths, amount, out / "src"));
  goset::build::write_download(out / "download", record.path, record.module);
  goset::build::stage_module(stage, closure);
  goset::build::write_file_atomically(out / "closure", listed.str_with(record.line(out)));
}

goset::build::LeafLock take_lock(Options& options) {
  return goset::build::read_leaf_lock(options.take("--lock"));
}

// LeafClosure is what a leaf is built from, and which of it are modules that it compiles itself.
struct LeafClosure {
  Closure closure;
  std::vector<std::string> private_lines;
};

// print_lines prints a text to be read beside what failed; nothing for an empty one.
void print_lines(const std::string& text) {
  if (!text.empty()) std::cerr << text << "\n";
}

LeafClosure take_closure(Options& options) {
  LeafClosure result{goset::build::read_closure(options.take("--deps")), {}};
  const std::string file = options.take("--private");
  result.private_lines = goset::build::read_lines(file);
  for (const std::string& line : result.private_lines) {
    const goset::build::Record record = goset::build::parse_record(line, file);
    result.closure.add_source(record, record.module.whole_source);
  }
  return result;
}

void run_leaf(Options options) {
  const goset::build::LeafLock lock = take_lock(options);
  LeafClosure leaf = take_closure(options);
  const std::string source = options.take("--source");
  const StageDirectory stage = take_stage(options);
  const std::string changes = options.take("--changes");
  options.check_all_taken();
  goset::build::check_special_files(lock, source);
  if (changes == "allowed") {
    goset::build::check_mod_patch(lock, leaf.closure, source);
  } else {
    goset::build::check_drift(lock, source);
  }
  goset::build::stage_leaf(stage, lock, std::move(leaf.closure), source);
}

void run_shell(Options options) {
  const goset::build::LeafLock lock = take_lock(options);
  LeafClosure leaf = take_closure(options);
  const std::string source = options.take("--source");
  const StageDirectory stage = take_stage(options);
  options.check_all_taken();
  goset::build::stage_shell(stage, lock, std::move(leaf.closure), source);
}

void run_mains(Options options) {
  const goset::build::LeafLock lock = take_lock(options);
  options.check_all_taken();
  for (const goset::build::LeafModule& module : lock.modules) {
    if (module.is_main()) std::cout << module.path << "\n";
  }
}

void run_compiled(Options options) {
  const goset::build::LeafLock lock = take_lock(options);
  const LeafClosure leaf = take_closure(options);
  const std::string log = goset::build::read_file(options.take("--log"));
  const std::string std_source = options.take("--std-source");
  const std::string mod_cache = options.take("--mod-cache");
  options.check_all_taken();
  goset::build::check_compiled(
      lock.name,
      goset::build::without_place_bound(
          goset::build::compiled_dependencies(
              log, leaf.closure, goset::build::own_modules(lock, leaf.private_lines), std_source),
          leaf.closure, mod_cache));
}

void run_references(Options options) {
  const LeafClosure leaf = take_closure(options);
  const std::string tree = options.take("--tree");
  options.check_all_taken();
  goset::build::check_references(leaf.closure, tree);
}

void run_explain_module(Options options) {
  const std::string log = goset::build::read_file(options.take("--log"));
  const goset::build::Record record = take_record(options);
  const goset::build::ModuleBuild build{record.path, record.module.version,
                                        options.take("--patched") == "yes"};
  options.check_all_taken();
  print_lines(goset::build::explain(goset::build::diagnose(log), build));
}

void run_explain_leaf(Options options) {
  const goset::build::LeafLock lock = take_lock(options);
  const LeafClosure leaf = take_closure(options);
  const std::string log = goset::build::read_file(options.take("--log"));
  const goset::build::LeafBuild build{lock.name,
                                      goset::build::own_modules(lock, leaf.private_lines),
                                      options.take("--patched") == "yes"};
  options.check_all_taken();
  print_lines(goset::build::explain(goset::build::diagnose(log), build, leaf.closure));
}

using Command = void (*)(Options);

const std::map<std::string, Command> commands{{"module", run_module},
                                              {"leaf", run_leaf},
                                              {"shell", run_shell},
                                              {"mains", run_mains},
                                              {"compiled", run_compiled},
                                              {"references", run_references},
                                              {"explain-module", run_explain_module},
                                              {"explain-leaf", run_explain_leaf}};

void run(const std::vector<std::string>& arguments) {
  const auto command = commands.find(arguments.empty() ? "" : arguments[0]);
  if (command == commands.end()) {
    throw Failure(
        "usage: goset-stage module|leaf|shell|mains|compiled|references|explain-module|explain-leaf"
        " --OPTION VALUE...");
  }
  command->second(Options(arguments));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run({argv + 1, argv + argc});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "goset-stage: " << error.what() << "\n";
    return 1;
  }
}
