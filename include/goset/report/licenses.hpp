#pragma once

#include "goset/app/licenses.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"

namespace goset::licenses_output {

// text has the programs, then by licence what is under it; where there is a list of what is allowed, only
// what is not. json is described in docs/output.md.
TerminalText text(const Licenses& licenses);
JsonText json(const Licenses& licenses);

}  // namespace goset::licenses_output
