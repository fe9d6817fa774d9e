#pragma once

#include <string_view>

// The packages of the standard library that other modules may import, by the release that brought
// them. Source: the release's `go list std` and its api directory.
namespace goset::std_packages {

// newest is N of the newest release 1.N that the list knows.
inline constexpr int newest = 26;

// has reports whether `import_path` is one of them in Go 1.`minor`. Of a release newer than
// `newest`, everything below a first element that the library uses is taken for a package of it.
bool has(std::string_view import_path, int minor);

// is_reserved reports whether no other module than a main one may have a package of this name: its
// first element has no dot. The library's own packages are among these.
bool is_reserved(std::string_view import_path);

}  // namespace goset::std_packages
