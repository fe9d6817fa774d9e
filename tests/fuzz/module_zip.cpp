#include "goset/fetch/module_zip.hpp"
#include "fetch/zip_reader.hpp"
#include "goset/error.hpp"
#include "target.hpp"

// A module's zip is refused or read: every file lies in it, has the stated size, and is counted by
// what is found.

namespace goset::fuzz {

namespace {

constexpr std::uint64_t most_bytes = 4 << 20;  // that are inflated, so that a turn is short

void check(const ModuleZip& zip) {
  std::uint64_t size = 0;
  for (const ModuleZip::Entry& entry : zip.entries()) {
    expect(zip.compressed(entry).size() == entry.compressed_size, "an entry lies in the zip");
    size += entry.size;
  }
  if (size > most_bytes) return;
  const ZipFacts facts = module_zip::read_facts(zip);
  expect(facts.unpacked_size == size, "all that is inflated is counted");
  for (const ModuleZip::Entry& entry : zip.entries()) {
    const std::optional<std::string> text = zip.read(entry.name);
    expect(text && text->size() == entry.size, "a file has its size");
    if (entry.name == "go.mod") expect_equal(*text, facts.go_mod, "the facts have the go.mod");
  }
}

const Target target("module_zip", [](std::string_view input) {
  try {
    for (const zip_reader::Record& record : zip_reader::directory(input)) {
      expect(
          record.offset <= input.size() && record.compressed_size <= input.size() - record.offset,
          "a record's bytes lie in the zip");
    }
  } catch (const Error&) {
  }
  try {
    check(ModuleZip(input, {"example.com/m", "v1.2.3"}));
  } catch (const Error&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
