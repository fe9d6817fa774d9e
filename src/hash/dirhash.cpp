#include "goset/hash/dirhash.hpp"

#include <algorithm>

#include "goset/hash/encoding.hpp"

namespace goset::dirhash {

std::string h1(std::vector<FileDigest> files) {
  std::sort(files.begin(), files.end(),
            [](const FileDigest& a, const FileDigest& b) { return a.name < b.name; });
  Sha256 summary;
  for (const FileDigest& file : files) {
    summary.update(encoding::hex(file.digest) + "  " + file.name + "\n");
  }
  return "h1:" + encoding::base64(summary.finish());
}

std::string h1_mod(std::string_view go_mod) {
  return h1({{"go.mod", sha256(go_mod)}});
}

}  // namespace goset::dirhash
