#pragma once

#include <optional>
#include <string>
#include <string_view>

// Where people read about a module version. A name of a company's network goes into no link.
namespace goset::release_notes {

// is_public reports whether a module path begins with a host of the internet, by its name alone: one with a
// dot whose last element is none of those that only private networks have.
bool is_public(std::string_view module_path);

// Place is a page: the host is a literal of this file.
struct Place {
  std::string_view host;
  std::string path;  // without a slash in front
};

// place_of returns the release notes of a version on GitHub, GitLab or Codeberg; nullopt for other hosts, and
// for versions that have no tag.
std::optional<Place> place_of(std::string_view module_path, std::string_view version);

}  // namespace goset::release_notes
