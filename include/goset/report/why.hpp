#pragma once

#include <string>

#include "goset/app/why.hpp"
#include "goset/report/paint.hpp"

namespace goset::why_output {

// text names a few reasons for each version, and how many more there are.
std::string text(const Why& why, const Paint& paint);
std::string text(const WhyGo& why);

// json is described in docs/output.md.
std::string json(const Why& why);
std::string json(const WhyGo& why);

}  // namespace goset::why_output
