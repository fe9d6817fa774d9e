#include "choice.hpp"

#include <fmt/format.h>

#include <string_view>

namespace goset::cli {

namespace {

// A validator keeps its name, and CLI11 shows that to nobody: so the words are found again.
constexpr std::string_view mark = "one of:";

}  // namespace

CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& help) {
  return command.add_option(name, value, help)
      ->check(CLI::Validator(CLI::IsMember(words))
                  .description("")
                  .name(fmt::format("{}{}", mark, fmt::join(words, ","))));
}

std::vector<std::string> choices_of(CLI::Option& option) {
  try {
    const std::string& name = option.get_validator(0)->get_name();
    if (!name.starts_with(mark)) return {};
    return CLI::detail::split(name.substr(mark.size()), ',');
  } catch (const CLI::OptionNotFound&) {  // it has no validator
    return {};
  }
}

}  // namespace goset::cli
