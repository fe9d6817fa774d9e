#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The container of a zip file: where its files lie. It accepts what Go's archive/zip accepts (bytes
// before the archive, zip64, data descriptors), knows no rule about names, and inflates nothing.
// Specification: APPNOTE.TXT 4.3 of PKWARE.
namespace goset::zip_reader {

// Record is one entry of the central directory, with the place of its bytes in the file.
struct Record {
  std::string_view name;     // as it is stored: may be anything
  std::uint64_t offset = 0;  // of the compressed bytes
  std::uint64_t compressed_size = 0;
  std::uint64_t size = 0;
  std::optional<std::uint32_t> crc32;  // nullopt where the zip states none
  std::uint16_t method = 0;
  std::uint16_t unix_mode = 0;  // 0 where the zip was made on another system
};

constexpr std::uint16_t stored_method = 0;
constexpr std::uint16_t deflated_method = 8;

// directory lists the entries in the order of the central directory. Throws Error for a damaged
// or truncated file; every record's bytes lie within `zip`.
std::vector<Record> directory(std::string_view zip);

// A zip can be read in pieces as well, from its end: the end record says where the directory lies,
// and that where the entries lie. These are for plain zips: of one with a comment, more than 65534
// entries or something before the archive, the whole must be at hand.

// Stretch is a piece of a file.
struct Stretch {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

constexpr std::size_t end_size = 22;

// directory_stretch returns where the central directory lies, by a file's last end_size bytes.
Stretch directory_stretch(std::string_view end);

// Listing is the central directory without the rest of the file. It throws Error where it is
// damaged, and where a name is there twice.
class Listing {
 public:
  // The listing keeps the entries with these names; `bytes` are the directory's, which must outlive
  // it, and `offset` its place.
  Listing(std::string_view bytes, std::uint64_t offset, const std::vector<std::string>& names);
  ~Listing();

  // stretch is the least piece of the file that holds these entries; its size is 0 for none.
  Stretch stretch() const { return stretch_; }
  // records lists them, with offsets in `piece`, which is that stretch.
  std::vector<Record> records(std::string_view piece) const;

 private:
  struct Entries;
  std::unique_ptr<Entries> entries_;
  Stretch stretch_;
};

}  // namespace goset::zip_reader
