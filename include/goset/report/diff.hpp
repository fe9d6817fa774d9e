#pragma once

#include <string>
#include <vector>

#include "goset/app/diff.hpp"

namespace goset::diff_output {

// text is what a bug report to a program's authors has to say; json is described in docs/output.md.
std::string text(const std::vector<Difference>& differences);
std::string json(const std::vector<Difference>& differences);

}  // namespace goset::diff_output
