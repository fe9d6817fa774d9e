#pragma once

#include <string>
#include <string_view>

// Versions of the Go language and toolchain as the go and toolchain lines state them: 1.20,
// 1.21rc1, 1.21.0, 1.26.8. Order: 1.21 < 1.21rc1 < 1.21rc2 < 1.21.0 < 1.21.1.
// Source: cmd/go's gover package and https://go.dev/doc/toolchain#version.
namespace goset::toolchain_version {

bool is_valid(std::string_view v);

// compare returns -1, 0 or 1; an invalid version is less than every valid one.
int compare(std::string_view a, std::string_view b);

// language returns the language version "1.N" of "1.N", "1.NrcM" or "1.N.P"; empty if invalid.
std::string language(std::string_view v);

// exceeds reports whether a go line is above a ceiling: one without a patch number admits all of
// that language version.
bool exceeds(std::string_view go, std::string_view ceiling);

// minor returns N of "1.N..."; 0 if invalid.
int minor(std::string_view v);

// from_toolchain returns the Go version in a toolchain name: "go1.26.8-custom" -> "1.26.8"; empty
// for "default", "local" and other words.
std::string from_toolchain(std::string_view name);

}  // namespace goset::toolchain_version
