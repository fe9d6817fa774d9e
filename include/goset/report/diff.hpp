#pragma once

#include <string>
#include <vector>

#include "goset/app/diff.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"

namespace goset::diff_output {

// text is what a bug report to a program's authors has to say; json is described in docs/output.md.
TerminalText text(const std::vector<Difference>& differences);
JsonText json(const std::vector<Difference>& differences);

}  // namespace goset::diff_output
