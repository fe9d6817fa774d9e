#pragma once

#include <string_view>

// The part of a Go file in which the go command looks for imports, found by a coarse reader: it
// takes semicolons for spaces, and bytes above 127 for letters. What it does not understand makes it
// give up, and then the whole file is the header; otherwise the header ends before the first byte
// that belongs to no import, so that what follows on the same line is not seen.
// Source: go/build, readGoInfo.
namespace goset::import_header {

// of returns the header of a file, which is given without a byte order mark. Throws Error for a NUL
// byte in what the reader looked at.
std::string_view of(std::string_view text);

}  // namespace goset::import_header
