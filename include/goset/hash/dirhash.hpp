#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "goset/hash/sha256.hpp"

// Go's `h1:` hashes: "h1:" and the base64 of the SHA-256 of one line per file, sorted by name:
// hex digest, two spaces, name, newline. Source: golang.org/x/mod/sumdb/dirhash (Hash1).
namespace goset::dirhash {

struct FileDigest {
  std::string name;  // "path@version/file" in a module zip; "go.mod" for a go.mod alone
  Sha256Digest digest;
};

std::string h1(std::vector<FileDigest> files);

// h1_mod is the hash of a go.mod file as go.sum states it ("VERSION/go.mod").
std::string h1_mod(std::string_view go_mod);

}  // namespace goset::dirhash
