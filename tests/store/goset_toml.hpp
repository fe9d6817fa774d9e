#pragma once

#include <string>

#include "goset/error.hpp"
#include "goset/store/manifest.hpp"

// What the tests of goset.toml have in common.
namespace goset_toml {

// parse reads the text of a goset.toml that includes nothing.
inline goset::Manifest parse(const std::string& text) {
  const goset::manifest::Source source{"goset.toml", "goset.toml", text};
  return goset::manifest::parse({&source, 1});
}

// error_of returns message and notes of what `call` throws, a line each.
template <typename Call>
std::string error_of(const Call& call) {
  try {
    call();
  } catch (const goset::Error& error) {
    std::string out = error.message();
    for (const std::string& note : error.notes()) out += "\n" + note;
    return out;
  }
  return "no error";
}

}  // namespace goset_toml
