#include <algorithm>

#include "goset/licenses/detect.hpp"
#include "goset/licenses/expression.hpp"
#include "target.hpp"

// Whatever stands in a text: what is found are identifiers, each once, in order. The first piece is the
// name of a file.

namespace goset::fuzz {

namespace {

const Target target("license_text", [](std::string_view input) {
  Pieces pieces(input);
  const std::string_view name = pieces.next();
  licenses::file_kind(name);
  const std::vector<std::string> found = licenses::found_in(pieces.rest());
  expect(std::is_sorted(found.begin(), found.end()), "in order");
  expect(std::adjacent_find(found.begin(), found.end()) == found.end(), "each once");
  for (const std::string& id : found) expect(licenses::is_expression(id), "an identifier");
});

}  // namespace

}  // namespace goset::fuzz
