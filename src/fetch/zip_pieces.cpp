#include "zip_pieces.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "goset/error.hpp"
#include "inflater.hpp"
#include "zip_reader.hpp"

// Three requests, each for what the one before names: the end record, the central directory, and
// the stretch that holds the files, which follow each other in the zips that Go makes. All of them
// go to the proxy that gave the first piece.

namespace goset {

namespace {

constexpr std::uint64_t most_directory_bytes = 64 << 20;
constexpr std::uint64_t most_file_bytes = 16 << 20;  // of each file, and of the stretch

}  // namespace

struct ZipPieces::Reading {
  ModuleVersion module;
  std::vector<std::string> names;  // in the zip
  std::function<void(Result)> then;
  std::optional<std::size_t> source;
  std::string piece;  // that came last
  std::string directory;
  std::uint64_t directory_offset = 0;
  std::unique_ptr<zip_reader::Listing> listing;
  Result result;

  std::string prefix() const { return module.str() + "/"; }
};

void ZipPieces::read(const ModuleVersion& m, const std::vector<std::string>& names,
                     std::function<void(Result)> then) const {
  const Shared reading = std::make_shared<Reading>();
  reading->module = m;
  for (const std::string& name : names) reading->names.push_back(reading->prefix() + name);
  reading->then = std::move(then);
  ask(reading, {std::nullopt, zip_reader::end_size}, &ZipPieces::read_end);
}

void ZipPieces::ask(const Shared& reading, Transport::Range range, Step then) const {
  const ModuleVersion& m = reading->module;
  const std::string suffix = fmt::format("@v/{}.zip", module::escape_version(m.version));
  const auto take = [this, reading, range, then](Answer answer) {
    Result& result = reading->result;
    result.bytes += answer.bytes;
    ++result.downloads;
    if (answer.fault) {
      std::error_code ignored;  // what a broken transfer has written already
      std::filesystem::remove(answer.file, ignored);
    } else if (!answer.is_piece) {
      result.whole = answer.file;
    } else if (answer.body.size() == range.size) {
      reading->source = answer.source;
      reading->piece = std::move(answer.body);
      try {
        result.is_read = !(this->*then)(reading);
        if (!result.is_read) return;
      } catch (const Error&) {  // the whole zip says more
      }
    }
    reading->then(std::move(result));
  };
  proxy_.get_piece(m.path, suffix, range, cache_.temporary(), take, reading->source);
}

// Each step returns whether it asks for more.
bool ZipPieces::read_end(const Shared& reading) const {
  const zip_reader::Stretch place = zip_reader::directory_stretch(reading->piece);
  if (place.size == 0 || place.size > most_directory_bytes) throw Error("no directory to read");
  reading->directory_offset = place.offset;
  ask(reading, {place.offset, place.size}, &ZipPieces::read_directory);
  return true;
}

bool ZipPieces::read_directory(const Shared& reading) const {
  reading->directory = std::move(reading->piece);
  reading->listing = std::make_unique<zip_reader::Listing>(
      reading->directory, reading->directory_offset, reading->names);
  const zip_reader::Stretch files = reading->listing->stretch();
  if (files.size == 0 || files.size > most_file_bytes) throw Error("no files to read");
  ask(reading, {files.offset, files.size}, &ZipPieces::read_files);
  return true;
}

bool ZipPieces::read_files(const Shared& reading) const {
  Inflater inflater;
  for (const zip_reader::Record& file : reading->listing->records(reading->piece)) {
    if (file.size > most_file_bytes) throw Error("too large");
    std::string& text =
        reading->result.texts[std::string(file.name.substr(reading->prefix().size()))];
    const std::string_view bytes =
        std::string_view(reading->piece).substr(file.offset, file.compressed_size);
    inflater.inflate({bytes, file.method, file.size, file.crc32},
                     [&](std::string_view piece) { text.append(piece); });
  }
  return false;
}

}  // namespace goset
