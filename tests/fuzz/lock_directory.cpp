#include "goset/error.hpp"
#include "goset/store/lock.hpp"
#include "support/txtar.hpp"
#include "target.hpp"

// A lock of several files, here a txtar, is refused or read, whatever a merge made of it; without
// faults it is printed as files that read back the same.

namespace goset::fuzz {

namespace {

const Target target("lock_directory", [](std::string_view input) {
  TextFiles files;
  for (Txtar::File& file : txtar::parse(input).files) files[file.name] = std::move(file.data);
  Lock lock;
  try {
    lock = lock::parse_files("goset.lock", files);
    lock::note_edits(lock, files);
  } catch (const Error&) {
    return;
  }
  if (!lock.faults.empty()) return;
  try {
    const TextFiles printed = lock::print_files(lock);
    const Lock again = lock::parse_files("goset.lock", printed);
    expect(again.faults.empty(), "what is printed has no faults");
    expect_equal(lock::print(again), lock::print(lock), "printed and read again");
  } catch (const Error& error) {
    throw Finding{"refused when read again: " + error.message()};
  }
});

}  // namespace

}  // namespace goset::fuzz
