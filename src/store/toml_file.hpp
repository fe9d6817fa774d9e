#pragma once

#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/error.hpp"

namespace goset {

// TomlFile reads the values of a goset.toml, or of a file that it includes, and knows the line of
// each. Its readers throw Error (`goset.toml:3: ...`) for values of the wrong kind; where there is
// no such key they return what is empty.
class TomlFile {
 public:
  // `name` is for messages. Throws Error for what is no TOML.
  TomlFile(std::string_view name, std::string_view text);

  [[noreturn]] void fail(const toml::source_region& region, const std::string& message,
                         std::vector<std::string> notes = {}) const;
  [[noreturn]] void fail(const toml::node& node, const std::string& message,
                         std::vector<std::string> notes = {}) const;

  const toml::table& root() const { return root_; }

  // check_keys fails at a key that is not one of the known ones.
  void check_keys(const toml::table& table, std::span<const std::string_view> known) const;

  std::string text(const toml::table& table, std::string_view key) const;
  std::vector<std::string> texts(const toml::table& table, std::string_view key) const;
  bool flag(const toml::table& table, std::string_view key) const;
  // sub_table returns nullptr where there is none. `usage` is how it is written.
  const toml::table* sub_table(const toml::table& table, std::string_view key,
                               std::string_view usage) const;

  // at rethrows an Error of `check` with the line of a key.
  template <typename Check>
  auto at(const toml::table& table, std::string_view key, const Check& check) const {
    try {
      return check();
    } catch (const Error& error) {
      const toml::node* node = table.get(key);
      fail(node ? *node : static_cast<const toml::node&>(table), error.message(), error.notes());
    }
  }

 private:
  std::string name_;
  toml::table root_;
};

}  // namespace goset
