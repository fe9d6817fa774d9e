#include "release_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "goset/go/module.hpp"

namespace goset::release_notes {

namespace {

// Top-level names that no public host has: RFC 2606, RFC 6762, RFC 8375, and what companies use.
constexpr std::array<std::string_view, 11> private_names = {
    "corp",      "home",  "internal", "intranet", "invalid", "lan",
    "localhost", "local", "onion",    "private",  "test"};

struct Forge {
  std::string_view host;
  std::string_view tags;  // between repository and tag
};
constexpr std::array<Forge, 3> forges = {{{"codeberg.org", "releases/tag"},
                                          {"github.com", "releases/tag"},
                                          {"gitlab.com", "-/releases"}}};

// take_element takes the first element of a path.
std::string_view take_element(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view element = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return element;
}

}  // namespace

bool is_public(std::string_view module_path) {
  const std::string_view host = take_element(module_path);
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == host.size()) return false;
  const std::string_view last = host.substr(dot + 1);
  if (last.find_first_not_of("0123456789") == std::string_view::npos) return false;  // an address
  return std::find(private_names.begin(), private_names.end(), last) == private_names.end();
}

std::optional<Place> place_of(std::string_view module_path, std::string_view version) {
  const std::string canonical(version.substr(0, version.find('+')));
  if (canonical.empty() || module::parse_pseudo_version(canonical)) return std::nullopt;
  const auto split = module::split_path_version(module_path);
  if (!split) return std::nullopt;
  std::string_view rest = split->prefix;
  const std::string_view host = take_element(rest);
  const auto forge = std::find_if(forges.begin(), forges.end(),
                                  [&](const Forge& one) { return one.host == host; });
  if (forge == forges.end()) return std::nullopt;
  const std::string_view owner = take_element(rest);
  const std::string_view repository = take_element(rest);
  if (owner.empty() || repository.empty()) return std::nullopt;
  const std::string directory = rest.empty() ? "" : fmt::format("{}/", rest);
  return Place{forge->host,
               fmt::format("{}/{}/{}/{}{}", owner, repository, forge->tags, directory, canonical)};
}

}  // namespace goset::release_notes
