#pragma once

#include <optional>
#include <string>
#include <string_view>

// What the single words of go.mod and go.work lines mean.
namespace goset::mod_words {

// text returns the string that a token stands for. Throws Error for quotes that Go refuses.
std::string text(std::string_view token);

// is_directory reports whether the target of a replace is a path on disk, on any system: rooted,
// with a drive letter, or with a first element "." or "..".
bool is_directory(std::string_view path);

// is_go_version accepts MAJOR.MINOR[.PATCH][WORD NUMBER].
bool is_go_version(std::string_view v);

// repaired_go_version reads a dependency's "v1.9.x" or "1.20-beta" as 1.9 and 1.20. Plain "v1.20"
// is not repaired: Go has it so.
std::optional<std::string> repaired_go_version(std::string_view v);

// strict_version is the version that a main module's line means: the canonical form of `version`,
// which must be complete and fit the path. Throws Error.
std::string strict_version(std::string_view path, std::string_view version);

// lax_version is what a dependency's line means: shorthands are filled in. Throws Error.
std::string lax_version(std::string_view path, std::string_view version);

}  // namespace goset::mod_words
