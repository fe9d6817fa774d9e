#include <algorithm>
#include <map>

#include "fetch/zip_reader.hpp"
#include "goset/error.hpp"
#include "target.hpp"

// A zip that is read in pieces, from its end, has the entries that it has as a whole.

namespace goset::fuzz {

namespace {

using zip_reader::Record;

std::vector<Record> in_pieces(std::string_view zip, const std::string& name) {
  if (zip.size() < zip_reader::end_size) throw Error("too short");
  const auto end = zip_reader::directory_stretch(zip.substr(zip.size() - zip_reader::end_size));
  if (end.offset > zip.size() || end.size > zip.size() - end.offset) throw Error("cut short");
  const zip_reader::Listing listing(zip.substr(end.offset, end.size), end.offset, {name});
  const zip_reader::Stretch stretch = listing.stretch();
  if (stretch.offset > zip.size() || stretch.size > zip.size() - stretch.offset) {
    throw Error("cut short");
  }
  std::vector<Record> records = listing.records(zip.substr(stretch.offset, stretch.size));
  for (Record& record : records) {
    expect(record.offset <= stretch.size && record.compressed_size <= stretch.size - record.offset,
           "a record's bytes lie in the piece");
    record.offset += stretch.offset;
  }
  return records;
}

const Target target("zip_pieces", [](std::string_view input) {
  const std::string name = "example.com/m@v1.2.3/go.mod";
  std::vector<Record> pieces;
  std::vector<Record> whole;
  try {
    pieces = in_pieces(input, name);
    whole = zip_reader::directory(input);
  } catch (const Error&) {
    return;
  }
  for (const Record& record : pieces) {
    expect(std::any_of(whole.begin(), whole.end(),
                       [&](const Record& other) {
                         return other.name == record.name && other.offset == record.offset &&
                                other.size == record.size && other.method == record.method;
                       }),
           "a record of a piece is one of the whole");
  }
});

}  // namespace

}  // namespace goset::fuzz
