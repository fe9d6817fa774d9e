#pragma once

#include <string>
#include <string_view>

#include "goset/model/manifest.hpp"

// goset.floors.toml has minimum versions that a tool chose, so that [pin] of goset.toml is for people. It is
// written by goset alone: a line for each module, sorted, with the day and the command.
//
//    [pin]
//    "golang.org/x/net" = ">= v0.60.0" # 2026-11-27: goset update --all
namespace goset::floors {

inline constexpr const char* file_name = "goset.floors.toml";

// with sets the line of a module in a text of this kind, which may be empty; without takes it out, and
// returns an empty text if it was the last.
std::string with(std::string_view text, const std::string& path, const std::string& version,
                 std::string_view comment);
std::string without(std::string_view text, const std::string& path);

// add puts floors to the pins of people. Of one module an exact version of theirs stays, and of two floors
// the higher one.
void add(Pins& pins, const Pins& floors);

}  // namespace goset::floors
