#include "support/zip_builder.hpp"

#include <libdeflate.h>

#include <memory>
#include <stdexcept>
#include <utility>

namespace {

constexpr std::uint32_t in_zip64 = 0xffffffff;

std::string little(std::uint64_t n, int width) {
  std::string out;
  for (int i = 0; i < width; i++) out += static_cast<char>(n >> (8 * i) & 0xff);
  return out;
}
std::string u16(std::uint64_t n) {
  return little(n, 2);
}
std::string u32(std::uint64_t n) {
  return little(n, 4);
}
std::string u64(std::uint64_t n) {
  return little(n, 8);
}

std::string deflate(std::string_view contents) {
  constexpr int level = 6;
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
  std::string out(libdeflate_deflate_compress_bound(compressor.get(), contents.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor.get(), contents.data(), contents.size(),
                                         out.data(), out.size()));
  return out;
}

// What the headers of one file say.
struct Stated {
  std::uint64_t size;
  std::uint64_t compressed_size;
  std::uint32_t crc32;
};

std::string stored_bytes(const ZipBuilder::File& file) {
  if (file.body) return *file.body;
  const bool deflated = file.method == ZipBuilder::deflated_method;
  return (deflated ? deflate(file.contents) : file.contents) + file.trailing;
}

std::string version_flags_method(const ZipBuilder::File& file) {
  constexpr std::uint16_t descriptor_flag = 8;
  constexpr std::uint16_t no_time = 0;
  return u16(20) + u16(file.descriptor ? descriptor_flag : 0) + u16(file.method) + u16(no_time) +
         u16(no_time);
}

std::string descriptor(const ZipBuilder::File& file, const Stated& stated) {
  return "PK\7\10" + u32(file.descriptor_crc32.value_or(stated.crc32)) +
         u32(stated.compressed_size) + u32(stated.size);
}

std::string local_header(const ZipBuilder::File& file, const Stated& stated) {
  const std::string sums = file.descriptor
                               ? u32(0) + u32(0) + u32(0)
                               : u32(stated.crc32) + u32(stated.compressed_size) + u32(stated.size);
  return "PK\3\4" + version_flags_method(file) + sums + u16(file.name.size()) + u16(0) + file.name;
}

std::string directory_header(const ZipBuilder::File& file, const Stated& stated,
                             std::uint64_t offset) {
  constexpr std::uint16_t made_on_unix = 3 << 8;
  std::string extra;
  std::string sizes = u32(stated.compressed_size) + u32(stated.size);
  std::string place = u32(offset);
  if (file.zip64) {
    extra = u16(1) + u16(24) + u64(stated.size) + u64(stated.compressed_size) + u64(offset);
    sizes = u32(in_zip64) + u32(in_zip64);
    place = u32(in_zip64);
  }
  return "PK\1\2" + u16(file.unix_mode ? made_on_unix : 0) + version_flags_method(file) +
         u32(stated.crc32) + sizes + u16(file.name.size()) + u16(extra.size()) + u16(0) + u16(0) +
         u16(0) + u32(static_cast<std::uint32_t>(file.unix_mode) << 16) + place + file.name + extra;
}

std::string end64(std::uint64_t entries, std::uint64_t size, std::uint64_t offset) {
  const std::uint64_t record_offset = offset + size;
  return "PK\6\6" + u64(44) + u16(45) + u16(45) + u32(0) + u32(0) + u64(entries) + u64(entries) +
         u64(size) + u64(offset) + "PK\6\7" + u32(0) + u64(record_offset) + u32(1);
}

}  // namespace

ZipBuilder& ZipBuilder::add(File file) {
  files_.push_back(std::move(file));
  return *this;
}

ZipBuilder& ZipBuilder::add(std::string name, std::string contents, Method method) {
  File file;
  file.name = std::move(name);
  file.contents = std::move(contents);
  file.method = method;
  return add(std::move(file));
}

std::string ZipBuilder::bytes() const {
  std::string archive;
  std::string directory;
  for (const File& file : files_) {
    const std::string body = stored_bytes(file);
    const std::uint32_t crc32 = libdeflate_crc32(0, file.contents.data(), file.contents.size());
    const Stated stated = {file.stated_size.value_or(file.contents.size()),
                           file.stated_compressed_size.value_or(body.size()),
                           file.stated_crc32.value_or(crc32)};
    directory += directory_header(file, stated, file.stated_offset.value_or(archive.size()));
    archive += local_header(file, stated) + body;
    if (file.descriptor) archive += descriptor(file, stated);
  }
  const std::uint64_t offset = archive.size();
  const std::uint64_t entries = stated_entries.value_or(files_.size());
  archive += directory;
  if (zip64) archive += end64(entries, directory.size(), offset);
  const std::uint64_t shown = zip64 ? 0xffff : entries;
  return before + archive + "PK\5\6" + u16(0) + u16(0) + u16(shown) + u16(shown) +
         u32(zip64 ? in_zip64 : stated_directory_size.value_or(directory.size())) +
         u32(zip64 ? in_zip64 : offset) + u16(comment.size()) + comment;
}

std::string module_zip_bytes(std::string_view path, std::string_view version,
                             const std::map<std::string, std::string>& files) {
  ZipBuilder zip;
  const std::string prefix = std::string(path) + "@" + std::string(version) + "/";
  for (const auto& [name, contents] : files) zip.add(prefix + name, contents);
  return zip.bytes();
}
