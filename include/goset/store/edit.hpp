#pragma once

#include <string>
#include <string_view>

#include "goset/store/manifest.hpp"

// Edits of goset.toml. Each returns the text with one source range replaced, put in or taken out: a
// leaf's table, a line, a value. All else stays as it is, comments, order and line ends included.
// Throws Error, with what to write by hand, where the file is written in a way that leaves no such
// range, as an inline table does.
namespace goset::manifest {

// with_leaf puts a table for one more leaf behind the last one there is; a leaf of that name is
// replaced by it.
std::string with_leaf(std::string_view text, std::string_view name, const Manifest::Leaf& leaf);
std::string without_leaf(std::string_view text, std::string_view name);

// with_leaf_value sets one key of a leaf, which need not be there yet, to a string. If it is new, the
// comment, a line without its "#", goes before it.
std::string with_leaf_value(std::string_view text, std::string_view leaf, std::string_view key,
                            std::string_view value, std::string_view comment = {});
// leaf_value_table is how that is written, in a table with nothing else.
std::string leaf_value_table(std::string_view leaf, std::string_view key, std::string_view value,
                             std::string_view comment);

// with_pin sets the line of a module in [pin], making that table where there is none. If the line is
// new, the comment goes before it, as with with_leaf_value.
std::string with_pin(std::string_view text, std::string_view path, const Pin& pin,
                     std::string_view comment = {});
std::string without_pin(std::string_view text, std::string_view path);
// has_pin reports whether [pin] has a module, and has_bare_floor whether with a minimum version that has no
// comment, neither before nor behind it.
bool has_pin(std::string_view text, std::string_view path);
bool has_bare_floor(std::string_view text, std::string_view path);

// with_track puts a table for a new track behind the last one there is, or at the end of the file.
std::string with_track(std::string_view text, std::string_view name, const Manifest::Track& track);
// with_track_pins adds pins to those of a track.
std::string with_track_pins(std::string_view text, std::string_view name, const Pins& pins);
// track_table is how that is written: of a track without leaves only the pins.
std::string track_table(std::string_view name, const Manifest::Track& track);

}  // namespace goset::manifest
