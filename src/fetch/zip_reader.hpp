#pragma once

#include <cstdint>
#include <optional>
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

}  // namespace goset::zip_reader
