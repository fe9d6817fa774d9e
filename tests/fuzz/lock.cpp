#include "goset/store/lock.hpp"
#include "goset/error.hpp"
#include "goset/store/rendered.hpp"
#include "target.hpp"

// A lock that is read is printed as a text that reads back the same; divided into files it is the same
// lock.

namespace goset::fuzz {

namespace {

void check(const Lock& lock) {
  const std::string text = lock::print(lock);
  const Lock again = lock::parse("goset.lock", text);
  expect_equal(lock::print(again), text, "printed, read and printed again");
  const TextFiles files = lock::print_files(lock);
  const Lock joined = lock::parse_files("goset.lock", files);
  expect(joined.faults.empty(), "what was one file names only what is in the files");
  expect_equal(lock::print(joined), text, "divided and put together again");
  Lock judged = again;
  lock::note_edits(judged, {{"", text}});
  expect(judged.edits.files.empty(), "a lock without a record is not known to be edited");
  const TextFiles recorded = rendered::with_record(files, {{"set.nix", ""}});
  lock::note_edits(judged, recorded);
  expect(judged.is_as_written, "what is written with a record is as it was written");
}

const Target target("lock", [](std::string_view input) {
  Lock lock;
  try {
    lock = lock::parse("goset.lock", input);
  } catch (const Error&) {
    return;
  }
  try {
    check(lock);
  } catch (const Error& error) {
    throw Finding{"refused when read again: " + error.message()};
  }
});

}  // namespace

}  // namespace goset::fuzz
