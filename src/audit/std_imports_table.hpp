#pragma once

#include <string_view>

namespace goset::audit {

// std_imports_table is std_imports.txt: a line for each package of the standard library, with what it
// imports. tests/oracle/std_imports makes it.
std::string_view std_imports_table();

}  // namespace goset::audit
