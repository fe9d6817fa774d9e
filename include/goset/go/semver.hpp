#pragma once

#include <string>
#include <string_view>

// Semantic versions as Go writes them: "v" MAJOR [. MINOR [. PATCH [-PRERELEASE] [+BUILD]]].
// "v1" and "v1.2" are shorthands of v1.0.0 and v1.2.0. Specification: https://semver.org 2.0.0 and
// golang.org/x/mod/semver.
namespace goset::semver {

bool is_valid(std::string_view v);

// canonical fills a shorthand in and drops the build part; empty for an invalid version.
std::string canonical(std::string_view v);

// major ("v2"), major_minor ("v2.1"), prerelease ("-pre") and build ("+meta") return those parts,
// empty for an invalid version.
std::string_view major(std::string_view v);
std::string major_minor(std::string_view v);
std::string_view prerelease(std::string_view v);
std::string_view build(std::string_view v);

// compare returns -1, 0 or 1 by precedence; an invalid version is less than every valid one, two
// invalid ones are equal. The build part is ignored.
int compare(std::string_view a, std::string_view b);

// max returns the higher of the two; `a` where they are equal.
std::string_view max(std::string_view a, std::string_view b);

}  // namespace goset::semver
