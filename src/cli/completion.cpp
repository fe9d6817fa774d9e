#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/error.hpp"
#include "goset/escape/print.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/nearest_set.hpp"
#include "goset/store/set_files.hpp"
#include "usage.hpp"

// The shells' scripts are a few lines: they ask `goset complete -- WORD...` for what the last of
// the words may be. So the options, the names of leaves and the modules of the set are said once,
// here.

namespace goset::cli {

namespace {

constexpr const char* bash_script = R"sh(_goset() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(goset complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" \
    -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _goset goset
)sh";

constexpr const char* zsh_script = R"sh(#compdef goset
_goset() {
  local -a candidates
  candidates=(${(f)"$(goset complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( $#candidates )); then compadd -a candidates; else _files; fi
}
compdef _goset goset
)sh";

constexpr const char* fish_script = R"sh(complete -c goset -a \
  '(goset complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
)sh";

// Completion finds what a word may be, by what stands before it.
class Completion {
 public:
  Completion(CLI::App& app, const Folder& folder) : app_(app), folder_(folder) {}

  std::set<std::string> of(std::vector<std::string> words) {
    const std::string typed = words.empty() ? "" : words.back();
    if (!words.empty()) words.pop_back();
    std::string unused;
    const CLI::App* const named = command_in(app_, words, unused);
    CLI::App* const command = named ? app_.get_subcommand(named->get_name()) : nullptr;
    if (!words.empty() && words.back().starts_with('-')) {
      if (CLI::Option* const option = option_named(command, words.back())) {
        if (option->get_items_expected_min() > 0) return values_of(*option);
      }
    }
    std::set<std::string> found;
    const auto add = [&](const std::vector<std::string>& names) {
      found.insert(names.begin(), names.end());
    };
    if (typed.starts_with('-')) {
      add(option_names(app_));
      if (command) add(option_names(*command));
    } else if (!command) {
      add(command_names(app_));
    } else {
      for (CLI::Option* option : command->get_options([](const CLI::Option*) { return true; })) {
        if (option->get_positional()) found.merge(values_of(*option));
      }
    }
    return found;
  }

 private:
  CLI::Option* option_named(CLI::App* command, const std::string& name) {
    CLI::Option* const own = command ? command->get_option_no_throw(name) : nullptr;
    return own ? own : app_.get_option_no_throw(name);
  }

  // values_of returns what an option or positional takes; nothing for files, which shells know.
  std::set<std::string> values_of(CLI::Option& option) const {
    const std::string kind = option.get_type_name();
    if (kind.starts_with("NAME")) return leaf_names();
    if (kind.starts_with("MODULE")) return module_paths();
    const std::vector<std::string> choices = choices_of(option);
    return {choices.begin(), choices.end()};
  }

  std::set<std::string> leaf_names() const {
    std::set<std::string> names;
    for (const auto& [name, leaf] : read_manifest(folder_).leaves) {
      names.insert(name);
    }
    return names;
  }

  std::set<std::string> module_paths() const {
    std::set<std::string> paths;
    for (const auto& [path, module] : need_lock(folder_).set.modules) {
      paths.insert(path);
    }
    return paths;
  }

  CLI::App& app_;
  const Folder& folder_;
};

// directory_in returns the value of -C in the words, or where the set is otherwise.
std::string directory_in(const std::vector<std::string>& words) {
  const auto at = std::find(words.begin(), words.end(), "-C");
  return at == words.end() || at + 1 == words.end() ? nearest_set() : *(at + 1);
}

// print_candidates prints nothing where it can't be known, as outside of a set.
int print_candidates(CLI::App& app, const std::vector<std::string>& words) {
  try {
    const Folder folder(directory_in(words));
    for (const std::string& word : Completion(app, folder).of(words))
      escape::say(stdout, "{}\n", word);
  } catch (const Error&) {
    return exit_ok;
  }
  return exit_ok;
}

}  // namespace

void add_completion(CLI::App& app, Run& run) {
  auto shell = std::make_shared<std::string>();
  CLI::App* const command =
      app.add_subcommand("completion", "Print the completion of words for a shell");
  add_choice(*command, "shell", *shell, {"bash", "fish", "zsh"}, "bash, fish or zsh")
      ->type_name("SHELL")
      ->required();
  command->footer(
      "Examples:\n"
      "  source <(goset completion bash)        # in ~/.bashrc\n"
      "  source <(goset completion zsh)         # in ~/.zshrc, below compinit\n"
      "  goset completion fish | source         # in config.fish");
  command->callback([&run, shell] {
    run = [shell](const Options&) {
      const char* const script = *shell == "bash"  ? bash_script
                                 : *shell == "zsh" ? zsh_script
                                                   : fish_script;
      escape::print(stdout, terminal_lines(script));
      return exit_ok;
    };
  });

  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* const complete = app.add_subcommand("complete", "What a word may be, for completion");
  complete->group("");
  complete->add_option("words", *words, "words of a command line; the last is being typed");
  complete->callback([&app, &run, words] {
    run = [&app, words](const Options&) { return print_candidates(app, *words); };
  });
}

}  // namespace goset::cli
