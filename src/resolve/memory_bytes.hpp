#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "memory.hpp"

// A memory as bytes. Numbers and texts are packed: see PackedWriter. Versions, paths and import
// paths are numbers of the tables at the beginning.
//
//   "goset looks 8\n"
//   32 bytes   SHA-256 of what follows
//   entries    how many the tables that follow had together when they were last written anew: others
//              are taken over, and some nothing may refer to any more
//   paths      their count, and texts
//   versions   their count; the path and the text of each
//   imports    their count, and texts
//   answers    their count; the version, the import and 8 bytes of each, see Answers
//   own lists  of leaves alone, their count; each is 16 bytes, what the leaf is, as a hash; whether the
//              list is ordered; versions in it; paths of roots; versions whose go.mod was read
//   leaves     their count; each is
//       16 bytes   what the leaf is, as a hash
//       needed     lists of paths
//       places     lists of an import and a path; from the second list on what goes from the first,
//                  and what comes
//       looks      16 bytes of key; paths beyond, each with its version (from 1; 0 for none) and
//                  whether it is needed; number of the needed list; newly required paths; number of
//                  the places; versions whose go.mod was read; needed versions
//                  that the leaf alone does not select; faults, each an import, where it
//                  can't be resolved, and of which kind; for some, by their number, the versions
//                  that have to do with it
//       walk       1 and the number of its look, or 0 for none; whether the list is ordered;
//                  versions in the list; paths of roots; modules that were looked into, each a path,
//                  its version (from 1; 0 for a main module), and 1 for a root plus 2 for one that
//                  was looked into in earnest; packages, each the number of a module and of an
//                  answer (of an import in a main module) and where it is needed; what was absent,
//                  each the number of a module and of an answer

namespace goset::resolve::memory_bytes {

inline constexpr std::string_view magic = "goset looks 7\n";
inline constexpr std::size_t hash_size = 32;

inline std::string_view bytes_of(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

// without returns the places of `a` that are not among those of `b`.
inline Places without(const Places& a, const Places& b) {
  Places result;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

}  // namespace goset::resolve::memory_bytes
