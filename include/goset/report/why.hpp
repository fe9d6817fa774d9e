#pragma once

#include <string>

#include "goset/app/why.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/report/paint.hpp"

namespace goset::why_output {

// text says who set each version, then who uses it: in ten lines or so, and how many more there are,
// or with `all` everything.
TerminalText text(const Why& why, const Paint& paint, bool all);
TerminalText text(const WhyGo& why, bool all);

// json is described in docs/output.md.
JsonText json(const Why& why);
JsonText json(const WhyGo& why);

}  // namespace goset::why_output
