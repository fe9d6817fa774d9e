#include "goset/app/committed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/os/scratch_processes.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/rendered.hpp"

// The files are listed by one git process and read by another, which takes their objects from a file.
// So a lock that is a directory of thousands costs no more than one that is a file, and no filter of
// the repository touches the bytes.

namespace goset {

namespace {

constexpr std::size_t most_lines = 3;  // of what git says

class Repository {
 public:
  explicit Repository(const Folder& folder) : folder_(folder) {
    const auto program = find_program("git");
    if (!program) throw Error("git is not in PATH, and goset.lock of a revision is read by it");
    program_ = *program;
    const ChildProcesses::Result result = run({"rev-parse", "--show-prefix"});
    if (result.code == 0) return;
    if (result.err.find("not a git repository") == std::string::npos) fail("rev-parse", result);
    throw Error(
        fmt::format("{}: not in a git repository",
                    std::filesystem::absolute(folder.directory()).lexically_normal().string()),
        {"to compare two lock files, run: goset diff OLD.lock goset.lock"});
  }

  // commit names the commit of a revision by its number.
  std::string commit(const std::string& revision) {
    const ChildProcesses::Result result =
        run({"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
    const bool is_option = revision.starts_with('-');  // which rev-parse would print, and no more
    if (!is_option && result.code == 0) return result.out.substr(0, result.out.find('\n'));
    Error error(fmt::format("unknown revision: {}", revision));
    if (std::error_code absent; std::filesystem::exists(revision, absent)) {
      error.add_note(
          fmt::format("to compare two lock files, run: goset diff {} goset.lock", revision));
    } else {
      error.add_note("a branch, a tag or a commit is needed, as HEAD~1");
    }
    throw error;
  }

  // read returns the regular files of a commit at a place below the folder.
  TextFiles read(const std::string& commit, const std::string& place) {
    std::vector<std::string> names;
    std::string objects;
    const std::string list = checked({"ls-tree", "-r", "-z", commit, "--", place});
    for (std::string_view rest = list; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\0'), rest.size());
      const std::string_view entry = rest.substr(0, end);  // "100644 blob NUMBER\tNAME"
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t tab = entry.find('\t');
      const std::size_t number = entry.find(" blob ") + 6;
      if (!entry.starts_with("100") || tab == std::string_view::npos || tab < number) continue;
      const std::string_view name = entry.substr(tab + 1);
      if (!name.starts_with(place)) continue;
      names.emplace_back(name == place ? "" : name.substr(place.size() + 1));
      objects.append(entry.substr(number, tab - number)).append("\n");
    }
    if (names.empty()) return {};
    return contents(names, objects);
  }

 private:
  TextFiles contents(const std::vector<std::string>& names, const std::string& objects) {
    const std::filesystem::path list = scratch_.directory.path() / "objects";
    if (const std::error_code fault = scratch_.directory.replace(list, objects)) {
      throw Error(fmt::format("{}: {}", list.string(), fault.message()));
    }
    const std::string text = checked({"cat-file", "--batch"}, list);
    TextFiles files;
    std::string_view rest = text;
    for (const std::string& name : names) {  // "NUMBER blob SIZE\n", then the bytes and a "\n"
      const std::size_t line = std::min(rest.find('\n'), rest.size());
      const std::size_t space = rest.substr(0, line).rfind(' ');
      const std::size_t size =
          space == std::string_view::npos
              ? 0
              : std::strtoull(std::string(rest.substr(space + 1, line - space - 1)).c_str(),
                              nullptr, 10);
      if (space == std::string_view::npos || rest.size() < line + size + 2) {
        throw Error("git cat-file: its answer is not whole");
      }
      files[name] = rest.substr(line + 1, size);
      rest.remove_prefix(line + size + 2);
    }
    return files;
  }

  ChildProcesses::Result run(std::vector<std::string> arguments,
                             const std::filesystem::path& input = {}) {
    ChildProcesses::Start start;
    start.program = program_;
    start.arguments = std::move(arguments);
    start.environment = {
        {"GIT_OPTIONAL_LOCKS", "0"}, {"GIT_TERMINAL_PROMPT", "0"}, {"LC_ALL", "C"}};
    start.directory = std::filesystem::absolute(folder_.directory());
    start.input = input;
    return scratch_.processes.run(start);
  }

  std::string checked(std::vector<std::string> arguments, const std::filesystem::path& input = {}) {
    const std::string name = arguments.front();
    ChildProcesses::Result result = run(std::move(arguments), input);
    if (result.code != 0) fail(name, result);
    return std::move(result.out);
  }

  [[noreturn]] static void fail(const std::string& name, const ChildProcesses::Result& result) {
    std::vector<std::string> said;
    std::string_view rest = result.err;
    while (!rest.empty() && said.size() < most_lines) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) said.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    throw Error(fmt::format("git {} failed", name), std::move(said));
  }

  const Folder& folder_;
  ScratchProcesses scratch_;
  std::filesystem::path program_;
};

}  // namespace

Lock committed_lock(const Folder& folder, const std::string& revision) {
  Repository repository(folder);
  const TextFiles files = repository.read(repository.commit(revision), Folder::lock_name);
  const std::string shown = fmt::format("{} at {}", folder.shown(Folder::lock_name), revision);
  std::optional<Lock> lock = parse_lock(files, shown);
  if (!lock) {
    throw Error(fmt::format("{}: no such file", shown),
                {"`git log --oneline -- goset.lock` lists the commits that change it"});
  }
  lock->is_as_written = rendered::is_as_written(files);
  return *std::move(lock);
}

}  // namespace goset
