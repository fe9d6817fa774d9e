#pragma once

#include <string_view>

// The files in templates/, as they were when the program was built.
namespace goset::templates {

extern const std::string_view set;
extern const std::string_view module;
extern const std::string_view leaf;
extern const std::string_view head;

}  // namespace goset::templates
