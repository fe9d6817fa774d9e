#include <algorithm>

#include "goset/go/imports.hpp"
#include "target.hpp"

// Reading a Go file never throws. With names or without, the same is found of its header; lists are
// sorted, each item once. The first line of an input is the file's name.

namespace goset::fuzz {

namespace {

template <typename List>
bool is_set(const List& list) {
  return std::is_sorted(list.begin(), list.end()) &&
         std::adjacent_find(list.begin(), list.end()) == list.end();
}

void check_names(const GoFile& file) {
  if (!file.names) return;
  expect(is_set(file.names->exported), "exported names are sorted, each once");
  for (const go_names::Use& use : file.names->used) {
    expect(std::binary_search(file.imports.begin(), file.imports.end(), use.import),
           "names are used of what is imported");
    expect(is_set(use.names), "used names are sorted, each once");
  }
}

const Target target("imports", [](std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view name = input.substr(0, end);
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  imports::is_candidate(name);
  imports::is_other_source(name);
  imports::other_constraint(name, text);
  const GoFile file = imports::scan(name, text);
  const GoFile all = imports::scan_all(name, text, [](std::string_view) { return true; });
  expect(is_set(file.imports), "imports are sorted, each once");
  expect(file.imports == all.imports, "the same imports with names");
  expect(file.package_name == all.package_name, "the same package name with names");
  expect(file.constraint == all.constraint, "the same constraint with names");
  expect(file.fault == all.fault, "the same fault with names");
  check_names(all);
});

}  // namespace

}  // namespace goset::fuzz
