#pragma once

#include <string>

#include "goset/app/outdated.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"

namespace goset::outdated_output {

// text has a line for each newer release; faults says of what it is unknown, and why.
TerminalText text(const Outdated& outdated);
TerminalText faults(const Outdated& outdated);

// json is described in docs/output.md; what is unknown is in it.
JsonText json(const Outdated& outdated);

}  // namespace goset::outdated_output
