#include "goset/audit/osv.hpp"

#include "goset/audit/index.hpp"
#include "goset/error.hpp"
#include "target.hpp"

// An entry that is read is printed as one line, which is read as the same; an index has it, and finds
// it by its names and modules.

namespace goset::fuzz {

namespace {

void look_up(const audit::Vulnerability& entry, const std::string& printed) {
  const auto index = audit::Index::read(audit::Index::make({}, {entry}));
  expect(index.has_value(), "an index is read again");
  std::vector<std::string> names = entry.aliases;
  names.push_back(entry.id);
  for (const std::string& name : names) {
    const auto found = index->named(name);
    expect(found.size() == 1, "an entry is found by its names");
    expect_equal(audit::osv::print(found.front()), printed, "an index has the whole entry");
  }
  for (const auto& row : entry.affected) {
    expect(index->of_modules({row.module}).size() == 1, "an entry is found by its modules");
    const std::string fixed = entry.fixed_version(row.module, "v1.0.0");
    for (const auto& other : entry.affected) {
      if (fixed.empty() || other.module != row.module || !other.has_version("v1.0.0")) continue;
      expect(!other.has_version(fixed), "a version with the fix is not affected");
    }
  }
}

const Target target("osv", [](std::string_view input) {
  audit::Vulnerability entry;
  try {
    entry = audit::osv::parse(input, "entry");
  } catch (const Error&) {
    return;
  }
  const std::string printed = audit::osv::print(entry);
  expect(printed.find('\n') == std::string::npos, "an entry is one line");
  expect_equal(audit::osv::print(audit::osv::parse(printed, "entry")), printed,
               "printed and read again");
  look_up(entry, printed);
});

const Target index_target("vulnerability_index", [](std::string_view input) {
  // Only a crafted index, whose digest fits, has lines that are no entries: these are refused.
  const auto index = audit::Index::read(std::string(input));
  if (!index) return;
  try {
    index->of_modules({"stdlib"});
    index->named("GO-2024-0001");
  } catch (const Error&) {
    return;
  }
});

}  // namespace

}  // namespace goset::fuzz
