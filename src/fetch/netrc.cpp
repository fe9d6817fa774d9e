#include "goset/fetch/netrc.hpp"

#include <sstream>
#include <vector>

namespace goset {

namespace {

constexpr std::string_view scheme = "https://";

std::string_view trimmed(std::string_view machine) {
  if (machine.starts_with(scheme)) machine.remove_prefix(scheme.size());
  if (machine.ends_with('/')) machine.remove_suffix(1);
  return machine;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace

Netrc Netrc::parse(std::string_view text) {
  Netrc result;
  std::istringstream lines{std::string(text)};
  std::string machine;
  Login login;
  bool in_macro = false;
  for (std::string line; std::getline(lines, line);) {
    if (in_macro) {
      in_macro = !line.empty();
      continue;
    }
    const std::vector<std::string> words = words_of(line);
    std::size_t i = 0;
    for (; i + 1 < words.size(); i += 2) {
      const std::string& value = words[i + 1];
      if (words[i] == "machine") {
        machine = value;
        login = {};
      } else if (words[i] == "login") {
        login.user = value;
      } else if (words[i] == "password") {
        login.password = value;
      } else if (words[i] == "macdef") {
        in_macro = true;
      }
      if (!machine.empty() && !login.user.empty() && !login.password.empty()) {
        result.logins_.emplace(trimmed(machine), login);  // an earlier one stays
        machine.clear();
        login = {};
      }
    }
    if (i < words.size() && words[i] == "default") break;
  }
  return result;
}

const Login* Netrc::find(std::string_view url) const {
  if (!url.starts_with(scheme)) return nullptr;
  std::string_view prefix = trimmed(url);
  while (true) {
    if (const auto found = logins_.find(prefix); found != logins_.end()) return &found->second;
    const std::size_t slash = prefix.rfind('/');
    if (slash == std::string_view::npos) return nullptr;
    prefix = prefix.substr(0, slash);
  }
}

}  // namespace goset
