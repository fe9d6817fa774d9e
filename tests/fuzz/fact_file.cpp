#include <algorithm>
#include <memory>

#include "facts/fact_file_layout.hpp"
#include "goset/facts/fact_file.hpp"
#include "goset/facts/packed_names.hpp"
#include "target.hpp"

// A file of the fact cache is nothing, or is read and written again as one that says the same. The
// target fact_sections has sections that are damaged though their checksums fit: each piece is one, its
// tag before its contents.

namespace goset::fuzz {

namespace {

constexpr std::string_view module = "example.com/m@v1.0.0";

void read_names(std::string_view bytes) {
  const std::optional<ModuleNames> names = fact_file::decode_names(module, bytes);
  if (!names) return;
  for (const ModuleNames::Package& package : names->packages) {
    const std::optional<PackageNames> found = packed_names::unpack_package(*names, package);
    if (!found) continue;
    for (const PackageNames::Use& use : found->used) {
      expect(use.import < names->imports.size(), "a use is of an import");
    }
  }
}

void read_scan(std::string_view bytes) {
  std::shared_ptr<char[]> copy(new char[bytes.size() + 1]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  const std::optional<ModuleScan> scan = fact_file::decode(module, copy, bytes.size());
  if (!scan) return;
  for (const ModuleScan::Package& package : scan->packages) {
    expect(package.when < scan->constraints.size(), "a package has a constraint");
    for (const ModuleScan::Edge& edge : package.edges) {
      expect(edge.import < scan->imports.size(), "an edge is an import");
      expect(edge.when < scan->constraints.size(), "an edge has a constraint");
    }
    for (const ModuleScan::When when : package.named) {
      expect(when < scan->constraints.size(), "what is named is a constraint");
    }
  }
}

void read(std::string_view bytes) {
  fact_file::head_size(bytes.substr(0, fact_file::first_bytes));
  read_names(bytes);
  read_scan(bytes);
  const auto piece = [&](std::uint64_t offset, std::uint64_t size) {
    return std::string(bytes.substr(std::min<std::uint64_t>(offset, bytes.size()), size));
  };
  fact_file::decode_texts(module, bytes, piece);
  const std::optional<ZipFacts> facts = fact_file::decode_all(module, bytes);
  if (!facts) return;
  const std::string again = fact_file::encode(module, *facts);
  const std::optional<ZipFacts> twice = fact_file::decode_all(module, again);
  expect(twice.has_value(), "what is written can be read");
  expect(fact_file::encode(module, *twice) == again, "written, read and written again");
}

const Target whole("fact_file", read);

const Target sections("fact_sections", [](std::string_view input) {
  std::vector<fact_file::Section> found{{fact_file::tag_module, std::string(module)}};
  Pieces pieces(input);
  while (!pieces.rest().empty()) {
    std::string_view piece = pieces.next();
    for (const std::string_view tag :
         {fact_file::tag_constraints, fact_file::tag_imports, fact_file::tag_packages,
          fact_file::tag_files, fact_file::tag_others, fact_file::tag_texts,
          fact_file::tag_names}) {
      if (!piece.starts_with(tag)) continue;
      piece.remove_prefix(tag.size());
      if (piece.ends_with('\n')) piece.remove_suffix(1);
      const bool is_deflated = tag == fact_file::tag_files || tag == fact_file::tag_names;
      found.push_back({tag, is_deflated ? fact_file::deflated(piece) : std::string(piece)});
      break;
    }
  }
  read(fact_file::write_file({}, found));
});

}  // namespace

}  // namespace goset::fuzz
