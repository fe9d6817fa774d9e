#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "goset/audit/vulnerability.hpp"

// The entries of the Go vulnerability database are JSON in the Open Source Vulnerability format
// (https://ossf.github.io/osv-schema, https://go.dev/security/vuln/database#schema).
namespace goset::audit::osv {

// most_bytes is the size that an entry may have: the largest known has 32 KB.
inline constexpr std::size_t most_bytes = 1 << 20;

// is_id reports whether that is the id of an entry: GO-YYYY-NNNN.
bool is_id(std::string_view text);

// parse reads an entry. Throws Error (`NAME: ...`) for what is not JSON, lacks something that an
// audit needs, or has a value that is not of its kind: ids, module and package paths, versions.
Vulnerability parse(std::string_view text, const std::string& name);

// print writes an entry as parse reads it, with nothing else, in one line.
std::string print(const Vulnerability& vulnerability);

}  // namespace goset::audit::osv
