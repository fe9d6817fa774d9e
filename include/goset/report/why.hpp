#pragma once

#include <string>

#include "goset/app/why.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/report/paint.hpp"

namespace goset::why_output {

// text names a few reasons for each version, and how many more there are.
TerminalText text(const Why& why, const Paint& paint);
TerminalText text(const WhyGo& why);

// json is described in docs/output.md.
JsonText json(const Why& why);
JsonText json(const WhyGo& why);

}  // namespace goset::why_output
