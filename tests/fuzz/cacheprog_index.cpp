#include "cacheprog/failure.hpp"
#include "cacheprog/index.hpp"
#include "support/temp_dir.hpp"
#include "target.hpp"

// The index of a cache is refused or read: each record is found, or an earlier one of its action is.

namespace goset::fuzz {

namespace {

const Target target("cacheprog_index", [](std::string_view input) {
  static const TempDir scratch;
  scratch.write("cache/index", input);
  std::size_t count = 0;
  try {
    count = build::index::check(input, "index");
  } catch (const build::Failure&) {
    return;
  }
  const build::CacheTable table({(scratch.path() / "cache").string()});
  expect(table.size() <= count, "no more is found than there is");
  for (std::size_t i = 0; i < count; ++i) {
    expect(table.find(build::index::action_at(input, i)).has_value(), "a record is found");
  }
});

}  // namespace

}  // namespace goset::fuzz
