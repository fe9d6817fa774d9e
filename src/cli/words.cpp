#include "words.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "usage.hpp"

namespace goset::cli {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair other_names[] = {
    {"graph", "tree"},       {"ls", "list"},        {"rm", "remove"},
    {"uninstall", "remove"}, {"upgrade", "update"},
};

constexpr Pair answers[] = {
    {"build", "`nix build` builds the programs of a set"},
    {"get", "`goset add` adds a program, `goset update` upgrades a module"},
    {"install", "`goset add` adds a program to the set; Nix installs it"},
    {"new", "`goset init` starts a set"},
    {"sync", "`goset lock` brings goset.lock and go-packages.nix up to date"},
    {"tidy", "`goset lock --prune` removes pins that have no effect"},
};

template <std::size_t N>
std::optional<std::string_view> found(const Pair (&pairs)[N], std::string_view word) {
  const auto* const pair =
      std::find_if(pairs, pairs + N, [&](const Pair& one) { return one.first == word; });
  return pair == pairs + N ? std::nullopt : std::optional(pair->second);
}

}  // namespace

std::vector<std::string> understood(const CLI::App& app, std::vector<std::string> words) {
  const std::optional<std::size_t> place = command_place(app, words);
  if (!place) return words;
  std::string& word = words[*place];
  if (const auto name = found(other_names, word)) word = *name;
  if (word == "version") return {"--version"};
  if (word != "help") return words;
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(*place));
  words.emplace_back("--help");
  return understood(app, std::move(words));
}

bool add_answer(Error& error, const std::string& unknown) {
  const auto answer = found(answers, unknown);
  if (answer) error.add_note(std::string(*answer));
  return answer.has_value();
}

}  // namespace goset::cli
