#include "usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/manifest/suggestion.hpp"

namespace goset::cli {

namespace {

using Words = std::vector<std::string>;

std::vector<const CLI::App*> commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::optional<std::string> nearest(const std::string& typed, const Words& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  const std::optional<std::string_view> near = suggestion(typed, views);
  return near ? std::optional<std::string>(*near) : std::nullopt;
}

}  // namespace

Words command_names(const CLI::App& app) {
  Words names;
  for (const CLI::App* command : commands(app)) {
    if (!command->get_group().empty()) names.push_back(command->get_name());
  }
  return names;
}

Words option_names(const CLI::App& app) {
  Words names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

namespace {

// unexpected tells of words that are left over: of an option, or else of all of them.
std::string unexpected(const CLI::App& app, const CLI::App* command, const Words& left) {
  const auto option = std::find_if(left.begin(), left.end(),
                                   [](const std::string& word) { return word.starts_with('-'); });
  if (option == left.end()) return fmt::format("error: too many words: {}\n", fmt::join(left, " "));
  Words known = option_names(app);
  if (command) {
    const Words more = option_names(*command);
    known.insert(known.end(), more.begin(), more.end());
  }
  const std::string name = option->substr(0, option->find('='));
  std::string out = fmt::format("error: unknown option \"{}\"\n", name);
  if (const std::optional<std::string> near = nearest(name, known)) {
    out += fmt::format("  did you mean \"{}\"?\n", *near);
  }
  return out;
}

}  // namespace

const CLI::App* command_in(const CLI::App& app, const Words& words, std::string& unknown) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.starts_with('-')) {
      const CLI::Option* const option = app.get_option_no_throw(word);
      if (option && option->get_items_expected_min() > 0) ++i;  // its value
      // Of an option that is not there it is not known whether the next word is its value.
      if (!option && word.find('=') == std::string::npos) return nullptr;
      continue;
    }
    for (const CLI::App* command : commands(app)) {
      if (command->get_name() == word) return command;
    }
    unknown = word;
    return nullptr;
  }
  return nullptr;
}

void check_command(const CLI::App& app, const Words& words) {
  std::string unknown;
  if (command_in(app, words, unknown) || unknown.empty()) return;
  std::vector<std::string> notes;
  if (const std::optional<std::string> near = nearest(unknown, command_names(app))) {
    notes.push_back(fmt::format("did you mean \"{}\"?", *near));
  }
  notes.emplace_back("`goset --help` lists the commands");
  throw Error(fmt::format("unknown command \"{}\"", unknown), std::move(notes));
}

std::string usage_fault(const CLI::App& app, const Words& words, const CLI::Error& error) {
  std::string unused;
  const CLI::App* const command = command_in(app, words, unused);
  std::string out = fmt::format("error: {}\n", error.what());
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    out = unexpected(app, command, app.remaining(true));
  }
  return out + fmt::format("  `goset {}--help` tells its usage\n",
                           command ? command->get_name() + " " : "");
}

}  // namespace goset::cli
