#include <array>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "stage/version.hpp"
#include "target.hpp"

// Three versions, in pieces, are ordered: the order is antisymmetric and transitive, that of a leaf's
// build (stage) is the same, and parts of a version fit together.

namespace goset::fuzz {

namespace {

using Compare = int (*)(std::string_view, std::string_view);

void check_order(const std::array<std::string_view, 3>& v, Compare compare) {
  for (const std::string_view a : v) {
    expect(compare(a, a) == 0, "a version is as high as itself");
    for (const std::string_view b : v) {
      expect(compare(a, b) == -compare(b, a), "an order has two sides");
      for (const std::string_view c : v) {
        if (compare(a, b) <= 0 && compare(b, c) <= 0) {
          expect(compare(a, c) <= 0, "an order is transitive");
        }
      }
    }
  }
}

void check_version(const std::string& v) {
  if (!semver::is_valid(v)) {
    expect(semver::canonical(v).empty(), "what is no version has no canonical form");
    return;
  }
  const std::string canonical = semver::canonical(v);
  expect(semver::is_valid(canonical), "a canonical form is a version");
  expect_equal(semver::canonical(canonical), canonical, "canonical twice");
  expect(semver::compare(v, canonical) == 0, "a canonical form is as high");
  expect(canonical.starts_with(semver::major_minor(v)), "it begins with major and minor");
  if (const auto pseudo = module::parse_pseudo_version(v)) {
    expect(module::is_pseudo_version(v), "what is parsed as a pseudo-version is one");
    expect(v.find(pseudo->time) != std::string::npos, "it has its time");
    if (!pseudo->base.empty()) {
      expect(semver::compare(pseudo->base, v) < 0, "it is above what it follows");
    }
  }
}

const Target target("versions", [](std::string_view input) {
  Pieces pieces(input);
  std::array<std::string_view, 3> v;
  for (std::string_view& piece : v) {
    piece = pieces.next();
    while (piece.ends_with('\n')) piece.remove_suffix(1);
  }
  check_order(v, semver::compare);
  check_order(v, toolchain_version::compare);
  for (const std::string_view a : v) {
    check_version(std::string(a));
    toolchain_version::language(a);
    toolchain_version::minor(a);
    toolchain_version::from_toolchain(a);
    for (const std::string_view b : v) {
      if (!module::is_canonical_version(a) || !module::is_canonical_version(b)) continue;
      expect(build::is_newer(a, b) == (semver::compare(a, b) > 0), "stage has the same order");
    }
  }
});

}  // namespace

}  // namespace goset::fuzz
