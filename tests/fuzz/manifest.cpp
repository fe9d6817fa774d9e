#include <vector>

#include "goset/error.hpp"
#include "goset/store/manifest.hpp"
#include "target.hpp"

// goset.toml, and in a second piece a file that it includes, are refused or read; what is read names
// only leaves that are there.

namespace goset::fuzz {

namespace {

void check(const Manifest& manifest) {
  for (const auto& [name, leaf] : manifest.leaves) {
    manifest::check_name(name);
    expect(leaf.module.empty() + leaf.path.empty() + leaf.archive.empty() <= 2,
           "a leaf has a source");
    manifest.keeps_own(name);
  }
  for (const auto& [name, track] : manifest.tracks) {
    manifest::check_name(name);
    for (const std::string& leaf : track.leaves) {
      expect(manifest.leaves.contains(leaf), "a track has leaves of the set");
      expect_equal(manifest.track_of(leaf), name, "a leaf is in one track");
    }
  }
  for (const auto& [path, pin] : manifest.pins) {
    expect(manifest::parse_pin(path, manifest::pin_text(pin)) == pin, "a pin is read again");
  }
}

const Target target("manifest", [](std::string_view input) {
  Pieces pieces(input);
  std::vector<manifest::Source> sources{{"goset.toml", "goset.toml", std::string(pieces.next())}};
  if (!pieces.rest().empty()) {
    sources.push_back({"more/a.toml", "more/a.toml", std::string(pieces.rest())});
  }
  Manifest manifest;
  try {
    manifest::includes(sources[0]);
    manifest = manifest::parse(sources);
  } catch (const Error&) {
    return;
  }
  check(manifest);
});

}  // namespace

}  // namespace goset::fuzz
