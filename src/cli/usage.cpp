#include "usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/store/suggestion.hpp"
#include "words.hpp"

namespace goset::cli {

namespace {

using Words = std::vector<std::string>;

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void suggest(Error& error, const std::string& typed, const Words& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  add_suggestion(error, typed, views);
}

}  // namespace

Words command_names(const CLI::App& app) {
  Words names;
  for (const CLI::App* command : commands_of(app)) {
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

// unexpected is about words that are left over: about an option, or else about all of them.
Error unexpected(const CLI::App& app, const CLI::App* command, const Words& left) {
  const auto option = std::find_if(left.begin(), left.end(),
                                   [](const std::string& word) { return word.starts_with('-'); });
  if (option == left.end())
    return Error(fmt::format("unexpected argument: {}", fmt::join(left, " ")));
  Words known = option_names(app);
  if (command) {
    const Words more = option_names(*command);
    known.insert(known.end(), more.begin(), more.end());
  }
  const std::string name = option->substr(0, option->find('='));
  Error error(fmt::format("unknown option \"{}\"", name));
  suggest(error, name, known);
  return error;
}

}  // namespace

std::optional<std::size_t> command_place(const CLI::App& app, const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (!word.starts_with('-')) return i;
    const CLI::Option* const option = app.get_option_no_throw(word);
    if (option && option->get_items_expected_min() > 0) ++i;  // its value
    // Of an option that is not there it is not known whether the next word is its value.
    if (!option && word.find('=') == std::string::npos) return std::nullopt;
  }
  return std::nullopt;
}

const CLI::App* command_in(const CLI::App& app, const Words& words, std::string& unknown) {
  const std::optional<std::size_t> place = command_place(app, words);
  if (!place) return nullptr;
  for (const CLI::App* command : commands_of(app)) {
    if (command->get_name() == words[*place]) return command;
  }
  unknown = words[*place];
  return nullptr;
}

void check_command(const CLI::App& app, const Words& words) {
  std::string unknown;
  if (command_in(app, words, unknown) || unknown.empty()) return;
  Error error(fmt::format("unknown command \"{}\"", unknown));
  if (!add_answer(error, unknown)) suggest(error, unknown, command_names(app));
  error.add_note("`goset --help` lists the commands");
  throw error;
}

Error usage_fault(const CLI::App& app, const Words& words, const CLI::Error& error) {
  std::string unused;
  const CLI::App* const command = command_in(app, words, unused);
  const bool is_left_over = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  Error fault = is_left_over ? unexpected(app, command, app.remaining(true)) : Error(error.what());
  fault.add_note(
      fmt::format("run `goset {}--help` for usage", command ? command->get_name() + " " : ""));
  return fault;
}

}  // namespace goset::cli
