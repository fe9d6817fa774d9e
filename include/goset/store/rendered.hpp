#pragma once

#include <string>
#include <string_view>

namespace goset::rendered {

// A lock records in its third line which go-packages.nix was made from it:
//
//    "rendered": { "by": 4, "lock": "sha256-...", "packages": "sha256-..." },
//
// `lock` is the digest of all its other lines, `packages` that of go-packages.nix. If both files
// are as recorded, nothing has to be rendered to see that they belong together. A lock without the
// line, of another renderer, or edited since, records nothing.

// renderer is the number of what is made of goset.toml, and by nix_set::render of a lock; it goes up
// when that changes.
inline constexpr int renderer = 4;

// with_record returns the text of a lock, which has no such line, with one for these packages.
std::string with_record(std::string lock, std::string_view packages);

// is_recorded reports whether the text of a lock records just these packages, and is_as_written
// whether it has the digest of its other lines, whatever the packages.
bool is_recorded(std::string_view lock, std::string_view packages);
bool is_as_written(std::string_view lock);

}  // namespace goset::rendered
