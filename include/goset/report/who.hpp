#pragma once

#include "goset/app/who.hpp"
#include "goset/escape/json.hpp"
#include "goset/report/paint.hpp"

namespace goset::who_output {

TerminalText text(const Who& who, const Paint& paint);
JsonText json(const Who& who);

}  // namespace goset::who_output
