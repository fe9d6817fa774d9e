#pragma once

#include "goset/app/doctor.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/report/paint.hpp"

namespace goset::doctor_output {

// text has a line for each item, and its remedy below it.
TerminalText text(const Checkup& checkup, const Paint& paint);

// json is described in docs/output.md.
JsonText json(const Checkup& checkup);

}  // namespace goset::doctor_output
