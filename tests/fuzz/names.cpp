#include <algorithm>

#include "goset/go/names.hpp"
#include "target.hpp"

// Names that a file exports are names, sorted; uses are found of the imports that were asked for, and
// of no others. A piece before a line "----" has the import paths, one a line.

namespace goset::fuzz {

namespace {

bool is_exported_name(const std::string& name) {
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' &&
         name.find_first_of(" \t\r\n.,;()[]{}\"'`") == std::string::npos;
}

std::vector<go_names::Imported> imports_in(std::string_view lines) {
  std::vector<go_names::Imported> result;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    const std::size_t space = std::min(line.find(' '), line.size());
    result.push_back({std::string(line.substr(0, space)),
                      std::string(line.substr(std::min(space + 1, line.size())))});
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return result;
}

const Target target("names", [](std::string_view input) {
  Pieces pieces(input);
  const std::vector<go_names::Imported> imports = imports_in(pieces.next());
  const std::string_view text = pieces.rest();
  if (const auto exported = go_names::exported(text)) {
    expect(std::is_sorted(exported->begin(), exported->end()), "exported names are sorted");
    expect(std::all_of(exported->begin(), exported->end(), is_exported_name),
           "what is exported is a name");
  }
  for (const go_names::Use& use : go_names::used(text, imports)) {
    expect(std::any_of(imports.begin(), imports.end(),
                       [&](const auto& imported) { return imported.path == use.import; }),
           "names are used of what is imported");
    expect(std::all_of(use.names.begin(), use.names.end(), is_exported_name),
           "what is used is a name");
  }
  for (const go_names::Imported& imported : imports) go_names::possible_names(imported.path);
});

}  // namespace

}  // namespace goset::fuzz
