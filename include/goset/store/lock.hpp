#pragma once

#include <string>
#include <string_view>

#include "goset/model/lock.hpp"

namespace goset {

namespace lock {

// print gives the one text of a lock: sorted, one fact a line or few.
std::string print(const Lock& lock);

// parse reads it back. Throws Error for what is no lock, or of a format newer than ours; every
// path, version and hash is checked against its grammar.
Lock parse(std::string_view file_name, std::string_view text);

}  // namespace lock
}  // namespace goset
