#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// Nix text from the files in templates/, each of which is Nix by itself. `"@key@"` inside a string
// takes a value that is escaped, `/*@key@*/` takes Nix text as it is; there is nothing else, no
// loops and no conditions. A line that holds only an empty `/*@key@*/` disappears.
namespace nix_template {

using Values = std::map<std::string, std::string>;

// render fills every placeholder; std::logic_error for one without a value.
std::string render(std::string_view text, const Values& values);

// body returns what stands between the first line and the last of a template: the attributes of
// the set that makes it Nix by itself.
std::string_view body(std::string_view text);

// nix_string writes a Nix string literal, and escape its inside.
std::string nix_string(std::string_view text);
std::string escape(std::string_view text);

// list gives the inside of `[ ... ]`: on the same line where it ends before column 80, else each
// item on a line of its own. `column` is where the list begins, `indent` that of the line.
std::string list(const std::vector<std::string>& items, std::size_t column, std::size_t indent);

}  // namespace nix_template
}  // namespace goset
