#pragma once

#include <string>
#include <string_view>

#include "goset/model/lock.hpp"

namespace goset {

namespace lock {

// print gives the one text of a lock: sorted, one fact a line or few.
std::string print(const Lock& lock);

// version_key names a record of a track: "PATH@VERSION", or "PATH@VERSION => PATH@VERSION" where its
// source is taken from another module.
std::string version_key(const std::string& path, const SetModule& module);

// parse reads it back, and formats before it. Throws Error for what is no lock, or of a format newer
// than ours; every path, version and hash is checked against its grammar.
Lock parse(std::string_view file_name, std::string_view text);

}  // namespace lock
}  // namespace goset
