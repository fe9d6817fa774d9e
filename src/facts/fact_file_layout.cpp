#include "fact_file_layout.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "goset/facts/fact_file.hpp"
#include "goset/facts/packed.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::fact_file {
namespace {

constexpr std::string_view magic = "gosetfct";
constexpr std::uint32_t format = 1;
constexpr std::size_t header_size = 96;  // with both numbers that follow the unpacked size
constexpr std::size_t entry_size = 16;
constexpr std::size_t tag_size = 4;
// The table of sections must lie within first_bytes.
constexpr std::uint32_t max_sections = (first_bytes - header_size) / entry_size;

std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

void put(std::string& out, std::uint64_t n, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(n >> (8 * i)));
}

std::uint64_t get(std::string_view bytes, std::size_t at, int count) {
  std::uint64_t n = 0;
  for (int i = count; i-- > 0;) n = n << 8 | static_cast<unsigned char>(bytes[at + i]);
  return n;
}

void put(std::string& out, const Sha256Digest& digest) {
  out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

}  // namespace

std::string deflated(std::string_view contents) {
  constexpr int level = 4;  // a third faster than the usual 6, and hardly larger
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
  PackedWriter out;
  out.number(contents.size());
  std::string& bytes = out.bytes();
  const std::size_t begin = bytes.size();
  bytes.resize(begin + libdeflate_deflate_compress_bound(compressor.get(), contents.size()));
  const std::size_t size =
      libdeflate_deflate_compress(compressor.get(), contents.data(), contents.size(),
                                  bytes.data() + begin, bytes.size() - begin);
  bytes.resize(begin + size);
  return std::move(bytes);
}

std::string write_file(const Header& header, const std::vector<Section>& sections) {
  std::string table;
  for (const Section& section : sections) {
    table.append(section.tag);
    put(table, crc32(section.contents), 4);
    put(table, section.contents.size(), 8);
  }
  std::string out(magic);
  put(out, format, 4);
  put(out, scanner_version, 4);
  put(out, header.sum);
  put(out, header.nar);
  put(out, header.unpacked_size, 8);
  put(out, sections.size(), 4);
  put(out, crc32(table, crc32(out)), 4);
  out += table;
  for (const Section& section : sections) out += section.contents;
  return out;
}

std::optional<Layout> Layout::read(std::string_view begin) {
  if (begin.size() < header_size || !begin.starts_with(magic)) return std::nullopt;
  if (get(begin, 8, 4) != format || get(begin, 12, 4) != scanner_version) return std::nullopt;
  const auto count = static_cast<std::uint32_t>(get(begin, 88, 4));
  if (count > max_sections || begin.size() < header_size + count * entry_size) return std::nullopt;
  const std::string_view table = begin.substr(header_size, count * entry_size);
  if (get(begin, 92, 4) != crc32(table, crc32(begin.substr(0, 92)))) return std::nullopt;
  Layout layout;
  std::memcpy(layout.header_.sum.data(), begin.data() + 16, 32);
  std::memcpy(layout.header_.nar.data(), begin.data() + 48, 32);
  layout.header_.unpacked_size = get(begin, 80, 8);
  std::uint64_t offset = header_size + table.size();
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view entry = table.substr(i * entry_size, entry_size);
    const std::uint64_t size = get(entry, 8, 8);
    layout.places_.push_back({std::string(entry.substr(0, tag_size)),
                              static_cast<std::uint32_t>(get(entry, 4, 4)), offset, size});
    offset += size;
  }
  return layout;
}

const Layout::Place* Layout::find(std::string_view tag) const {
  const auto found = std::find_if(places_.begin(), places_.end(),
                                  [&](const Place& place) { return place.tag == tag; });
  return found == places_.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> Layout::end_of(std::string_view tag) const {
  const Place* const place = find(tag);
  if (!place) return std::nullopt;
  return place->offset + place->size;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> Layout::place_of(
    std::string_view tag) const {
  const Place* const place = find(tag);
  if (!place) return std::nullopt;
  return std::pair(place->offset, place->size);
}

bool Layout::is_whole(std::string_view bytes, std::string_view tag) const {
  const Place* const place = find(tag);
  return place && place->size == bytes.size() && crc32(bytes) == place->crc32;
}

// Sizes come from a file whose checksum held, but are compared all the same.
std::optional<std::string_view> Layout::contents(std::string_view file,
                                                 std::string_view tag) const {
  const Place* const place = find(tag);
  if (!place || place->offset > file.size() || place->size > file.size() - place->offset) {
    return std::nullopt;
  }
  const std::string_view bytes = file.substr(place->offset, place->size);
  if (crc32(bytes) != place->crc32) return std::nullopt;
  return bytes;
}

std::optional<std::string> Layout::inflated(std::string_view file, std::string_view tag) const {
  constexpr std::uint64_t largest = 1 << 30;  // far above any
  const std::optional<std::string_view> stored = contents(file, tag);
  if (!stored) return std::nullopt;
  PackedReader in(*stored);
  const std::uint64_t size = in.number();
  if (in.failed() || size > largest) return std::nullopt;
  const std::string_view stream = in.rest();
  std::string result(size, '\0');
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
      decompressor(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  const libdeflate_result outcome = libdeflate_deflate_decompress(
      decompressor.get(), stream.data(), stream.size(), result.data(), result.size(), nullptr);
  if (outcome != LIBDEFLATE_SUCCESS) return std::nullopt;
  return result;
}

Sha256Digest digest_of(std::string_view sum) {
  Sha256Digest digest{};
  if (!sum.starts_with("h1:")) return digest;
  const std::optional<std::vector<std::uint8_t>> bytes = encoding::from_base64(sum.substr(3));
  if (bytes && bytes->size() == digest.size()) {
    std::copy(bytes->begin(), bytes->end(), digest.begin());
  }
  return digest;
}

std::string sum_of(const Sha256Digest& digest) {
  return "h1:" + encoding::base64(digest);
}

}  // namespace goset::fact_file
