#pragma once

#include <string>
#include <string_view>

namespace goset {

// uuid_v5 returns the UUID that a name has in goset's own namespace (RFC 9562, version 5): the same
// for the same name, everywhere.
std::string uuid_v5(std::string_view name);

}  // namespace goset
