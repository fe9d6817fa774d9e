#pragma once

#include <set>
#include <string>
#include <string_view>

#include "goset/store/text_files.hpp"

namespace goset::rendered {

// A lock records in its third line which go-packages.nix was made from it:
//
//    "rendered": { "by": 5, "lock": "sha256-...", "packages": "sha256-..." },
//
// `lock` is the digest of all its other lines, `packages` that of go-packages.nix. If both files
// are as recorded, nothing has to be rendered to see that they belong together. A lock without the
// line, of another renderer, or edited since, records nothing.

// renderer is the number of what is made of goset.toml, and by nix_set::render of a lock; it goes up
// when that changes.
inline constexpr int renderer = 5;

// A lock of several files has the same in the name of an empty file, "rendered/5-LOCK-PACKAGES": no two
// branches change the same line, and after a merge the name does not match the files. So each file has its
// own digest as well, of all its other lines, in its second one:
//
//    "digest": "sha256-...",
//
// It tells a file that git took whole from one of two branches from one that was edited.

// with_record returns the files of a lock, which have no such record, with one for these packages.
TextFiles with_record(TextFiles lock, const TextFiles& packages);

// is_recorded reports whether a lock records just these packages, and is_as_written whether it has the
// digest of all else in it, whatever the packages.
bool is_recorded(const TextFiles& lock, const TextFiles& packages);
bool is_as_written(const TextFiles& lock);

// edited_files returns the names of those files of a lock whose digest is not that of their text: "" if it is
// one file. A lock without a record, or of files without digests, as older goset wrote them, gives none.
std::set<std::string> edited_files(const TextFiles& lock);

// is_record reports whether a file of a lock's directory is such a record.
bool is_record(std::string_view name);

}  // namespace goset::rendered
