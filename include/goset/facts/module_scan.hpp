#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/hash/sha256.hpp"
#include "goset/model/license.hpp"

namespace goset {

// ModuleScan is what a scan of a module's zip found in its packages, whatever platform is built
// for: test files left out, the files of each package put together, every text once. It owns the
// bytes that its texts point into, so it can be moved but not copied.
struct ModuleScan {
  // Where an import or a package holds: a number in `constraints`.
  using When = std::uint32_t;
  struct Edge {
    std::uint32_t import;  // a number in `imports`
    When when;
  };
  struct Package {
    std::string_view directory;   // "." is the root
    When when;                    // where it has a file to compile; always numbered, maybe `never`
    std::span<const Edge> edges;  // by import, each once; without "C"
    // The constraints of its files, and the words of its `#cgo` lines: where they name a tag that a
    // leaf can set, that tag changes what is compiled. Sorted, each once.
    std::span<const When> named;
  };

  Sha256Digest nar{};
  std::string sum;  // `h1:` of the zip
  std::uint64_t unpacked_size = 0;
  License license;
  std::vector<std::string_view> imports;     // import paths, sorted, each once
  std::vector<BuildConstraint> constraints;  // each once; as the files state them, joined by `||`
  std::vector<Package> packages;             // by directory

  // The memory behind the spans and texts above.
  std::shared_ptr<const char[]> bytes;
  std::vector<Edge> all_edges;
  std::vector<When> all_named;

  ModuleScan() = default;
  ModuleScan(ModuleScan&&) = default;
  ModuleScan& operator=(ModuleScan&&) = default;
  ModuleScan(const ModuleScan&) = delete;
  ModuleScan& operator=(const ModuleScan&) = delete;
};

}  // namespace goset
