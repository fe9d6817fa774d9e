#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "goset/hash/sha256.hpp"

// Source archives: tar with gzip, bzip2, xz, zstd or nothing, and zip. Their tree is what nixpkgs'
// fetchzip and fetchFromGitHub make of them: the one directory that holds everything is left out.
namespace goset::source_archive {

// is_name reports whether a file or URL ends as an archive that can be read: ".tar.gz", ".zip".
// Nix goes by that too. endings lists them for messages.
bool is_name(std::string_view name);
std::string endings();

struct Unpacked {
  std::filesystem::path root;  // of the tree, below the directory that was given
  Sha256Digest nar;            // SHA-256 of the tree's NAR
};

// unpack writes an archive's files below `directory`, which must be empty and nobody else's.
// Nothing is written outside: absolute names, "..", names below a link and special files are
// refused, and a link that leads out of `directory`, or nowhere, is hashed but not made. Throws
// Error (`SHOWN: ...`) for these, for what is no archive or cut short, and beyond `most_bytes` of
// files or a million of them.
Unpacked unpack(const std::filesystem::path& archive, const std::filesystem::path& directory,
                const std::string& shown, std::uint64_t most_bytes);

}  // namespace goset::source_archive
