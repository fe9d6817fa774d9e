#include "stage/closure.hpp"
#include "cacheprog/failure.hpp"
#include "target.hpp"

// The lines of a closure are refused, or come back when it is written.

namespace goset::fuzz {

namespace {

build::Closure closure_of(std::string_view text) {
  build::Closure closure;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) closure.add_line(text.substr(0, end), "closure");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return closure;
}

const Target target("closure", [](std::string_view input) {
  try {
    const build::Record record = build::parse_record(input, "record");
    build::Closure closure;
    closure.add_source(record, record.module.whole_source);
    expect(closure.modules().size() == 1, "a record is a module");
  } catch (const build::Failure&) {
  }
  try {
    const build::Closure closure = closure_of(input);
    const std::string text = closure.str();
    expect_equal(closure_of(text).str(), text, "written and read again");
    closure.caches();
    closure.indexes();
  } catch (const build::Failure&) {
  }
});

}  // namespace

}  // namespace goset::fuzz
