#include "zip_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "goset/error.hpp"

// A zip is read from its end: the end record says where the central directory lies, whose entries
// say where the files lie. All numbers come from outside. So every read goes through Fields, which
// does not leave its bytes, and offsets are unsigned, where a sum that wraps is just another offset
// outside the file.
//
// Two liberties of Go are kept, since zips that need them are in circulation: the archive may stand
// behind other bytes (offsets then count from where it begins), and the number of entries is
// compared modulo 65536.

namespace goset::zip_reader {
namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t entry_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint32_t end64_signature = 0x06064b50;
constexpr std::uint32_t locator64_signature = 0x07064b50;
constexpr std::uint32_t descriptor_signature = 0x08074b50;

constexpr std::size_t local_size = 30;
constexpr std::size_t entry_size = 46;
constexpr std::size_t end64_size = 56;
constexpr std::size_t locator64_size = 20;
constexpr std::size_t most_end_distance = 65 * 1024;  // of the end record, whose comment comes last

constexpr std::uint32_t in_zip64 = 0xffffffff;  // "the number is in the zip64 field"
constexpr std::uint16_t extra64 = 0x0001;
constexpr std::uint16_t descriptor_flag = 0x0008;
constexpr std::uint64_t highest_int64 = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void fail(std::string message) {
  throw Error(std::move(message));
}

// Fields reads little-endian numbers off the front of some bytes; Error where they end.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}

  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size()) fail("truncated record");
    const std::string_view front = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return front;
  }
  void skip(std::uint64_t count) { take(count); }
  std::size_t left() const { return bytes_.size(); }

 private:
  std::uint64_t number(std::size_t width) {
    const std::string_view digits = take(width);
    std::uint64_t n = 0;
    for (std::size_t i = width; i-- > 0;) n = n << 8 | static_cast<unsigned char>(digits[i]);
    return n;
  }

  std::string_view bytes_;
};

// The bytes from `offset` on; Error where that is not inside the file.
std::string_view at(std::string_view zip, std::uint64_t offset, std::string_view what) {
  if (offset >= zip.size()) fail(fmt::format("{} lies outside the file", what));
  return zip.substr(offset);
}

struct End {
  std::uint64_t offset = 0;  // of the end record itself
  std::uint64_t entries = 0;
  std::uint64_t directory_size = 0;
  std::uint64_t directory_offset = 0;  // from the begin of the archive
};

std::uint64_t find_end(std::string_view zip) {
  if (zip.size() < end_size) fail("not a zip file");
  const std::size_t lowest = zip.size() - std::min(zip.size(), most_end_distance);
  for (std::size_t offset = zip.size() - end_size + 1; offset-- > lowest;) {
    if (zip[offset] != 'P') continue;
    Fields end(zip.substr(offset));
    if (end.u32() != end_signature) continue;
    end.skip(16);
    const std::uint16_t comment = end.u16();
    if (comment > end.left()) fail("truncated comment");
    return offset;
  }
  fail("not a zip file, or cut short");
}

// Where the zip64 end record lies that belongs to the end record at `end_offset`, if there is one.
std::optional<std::uint64_t> find_end64(std::string_view zip, std::uint64_t end_offset) {
  if (end_offset < locator64_size) return std::nullopt;
  Fields locator(zip.substr(end_offset - locator64_size, locator64_size));
  if (locator.u32() != locator64_signature) return std::nullopt;
  const std::uint32_t disk = locator.u32();
  const std::uint64_t offset = locator.u64();
  const std::uint32_t disks = locator.u32();
  if (disk != 0 || disks != 1 || offset > highest_int64) return std::nullopt;
  return offset;
}

End read_end64(std::string_view zip, std::uint64_t offset) {
  Fields record(at(zip, offset, "zip64 end record").substr(0, end64_size));
  if (record.u32() != end64_signature) fail("no zip64 end record where one is announced");
  record.skip(28);  // its size, versions, disks, entries on this disk
  End end;
  end.offset = offset;
  end.entries = record.u64();
  end.directory_size = record.u64();
  end.directory_offset = record.u64();
  return end;
}

End read_end(std::string_view zip) {
  End end;
  end.offset = find_end(zip);
  Fields record(zip.substr(end.offset));
  record.skip(10);  // signature, disks, entries on this disk
  end.entries = record.u16();
  end.directory_size = record.u32();
  end.directory_offset = record.u32();
  // Go compares the size with 0xffff too, which marks no zip64: harmless, and the same here.
  if (end.entries != 0xffff && end.directory_size != 0xffff && end.directory_offset != in_zip64) {
    return end;
  }
  const std::optional<std::uint64_t> offset64 = find_end64(zip, end.offset);
  return offset64 ? read_end64(zip, *offset64) : end;
}

// The sizes and the offset of an entry that do not fit 32 bits, from its zip64 field.
struct Wide {
  std::uint64_t size;
  std::uint64_t compressed_size;
  std::uint64_t header_offset;
};

void read_extra64(std::string_view extra, Wide& wide) {
  bool need_size = wide.size == in_zip64;
  bool need_compressed = wide.compressed_size == in_zip64;
  bool need_offset = wide.header_offset == in_zip64;
  Fields fields(extra);
  while (fields.left() >= 4) {
    const std::uint16_t tag = fields.u16();
    const std::uint16_t size = fields.u16();
    if (size > fields.left()) break;  // some zips have other things there
    Fields field(fields.take(size));
    if (tag != extra64) continue;
    if (std::exchange(need_size, false)) wide.size = field.u64();
    if (std::exchange(need_compressed, false)) wide.compressed_size = field.u64();
    if (std::exchange(need_offset, false)) wide.header_offset = field.u64();
  }
  if (need_compressed || need_offset) fail("entry without its zip64 sizes");
}

// An entry as the directory has it: where its local header is, not yet where its bytes are.
struct Entry {
  Record record;
  std::uint64_t header_offset = 0;
  std::uint32_t crc32 = 0;
  bool has_descriptor = false;
};

// The next entry; nullopt where there is none, which is how the directory ends.
std::optional<Entry> read_entry(Fields& directory) {
  if (directory.left() == 0) fail("central directory runs to the end of the file");
  if (directory.left() < entry_size) return std::nullopt;
  Fields fixed(directory.take(entry_size));
  if (fixed.u32() != entry_signature) return std::nullopt;
  Entry entry;
  const unsigned made_on = fixed.u16() >> 8;
  fixed.skip(2);  // version needed
  entry.has_descriptor = (fixed.u16() & descriptor_flag) != 0;
  entry.record.method = fixed.u16();
  fixed.skip(4);  // time
  entry.crc32 = fixed.u32();
  Wide wide;
  wide.compressed_size = fixed.u32();
  wide.size = fixed.u32();
  const std::uint16_t name_size = fixed.u16();
  const std::uint16_t extra_size = fixed.u16();
  const std::uint16_t comment_size = fixed.u16();
  fixed.skip(4);  // disk, internal attributes
  const std::uint32_t attributes = fixed.u32();
  wide.header_offset = fixed.u32();

  entry.record.name = directory.take(name_size);
  read_extra64(directory.take(extra_size), wide);
  directory.skip(comment_size);
  entry.record.size = wide.size;
  entry.record.compressed_size = wide.compressed_size;
  entry.header_offset = wide.header_offset;
  constexpr unsigned made_on_unix = 3;
  constexpr unsigned made_on_macos = 19;
  if (made_on == made_on_unix || made_on == made_on_macos) {
    entry.record.unix_mode = static_cast<std::uint16_t>(attributes >> 16);
  }
  return entry;
}

bool is_entry_at(std::string_view zip, std::uint64_t offset) {
  try {
    Fields directory(zip.substr(offset));
    return read_entry(directory).has_value();
  } catch (const Error&) {
    return false;
  }
}

// Where the archive begins in the file: not at 0 if something was put before it.
std::uint64_t archive_begin(std::string_view zip, const End& end) {
  if (end.directory_size > end.offset || end.directory_offset > highest_int64) {
    fail("central directory lies outside the file");
  }
  const std::uint64_t directory = end.offset - end.directory_size;
  const std::uint64_t begin = directory - end.directory_offset;
  // A zip may state the size of its directory wrong; an entry where a plain zip has it decides.
  const bool behind_others = begin != 0 && begin <= directory;
  if (behind_others && is_entry_at(zip, end.directory_offset)) return 0;
  return begin;
}

// A descriptor behind the bytes repeats the CRC-32, with or without a signature before it.
void check_descriptor(std::string_view behind, std::uint32_t crc32) {
  Fields descriptor(behind);
  std::uint32_t stated = descriptor.u32();
  if (stated == descriptor_signature) stated = descriptor.u32();
  descriptor.skip(8);  // sizes
  if (stated != crc32) fail("checksum error in the data descriptor");
}

Record locate(std::string_view zip, const Entry& entry, std::uint64_t begin) {
  Record record = entry.record;
  const std::uint64_t header_offset = begin + entry.header_offset;
  Fields header(at(zip, header_offset, "local header"));
  if (header.u32() != local_signature) fail("no local header where the directory has one");
  header.skip(22);
  const std::uint64_t name_size = header.u16();
  const std::uint64_t extra_size = header.u16();
  header.skip(name_size + extra_size);
  record.offset = header_offset + local_size + name_size + extra_size;
  if (record.compressed_size > header.left()) fail("compressed bytes lie outside the file");
  if (entry.has_descriptor) {
    check_descriptor(zip.substr(record.offset + record.compressed_size), entry.crc32);
  }
  if (entry.has_descriptor || entry.crc32 != 0) record.crc32 = entry.crc32;
  return record;
}

}  // namespace

std::vector<Record> directory(std::string_view zip) {
  const End end = read_end(zip);
  const std::uint64_t begin = archive_begin(zip, end);
  Fields fields(at(zip, begin + end.directory_offset, "central directory"));
  std::vector<Record> records;
  while (const std::optional<Entry> entry = read_entry(fields)) {
    records.push_back(locate(zip, *entry, begin));
  }
  if (static_cast<std::uint16_t>(records.size()) != static_cast<std::uint16_t>(end.entries)) {
    fail(fmt::format("{} entries where {} are announced", records.size(), end.entries));
  }
  return records;
}

// --- in pieces -----------------------------------------------------------------------------------

Stretch directory_stretch(std::string_view end_record) {
  if (end_record.size() != end_size || find_end(end_record) != 0)
    fail("not the end of a plain zip");
  const End end = read_end(end_record);
  if (end.entries == 0xffff || end.directory_offset == in_zip64) fail("a zip64");
  return {end.directory_offset, end.directory_size};
}

struct Listing::Entries {
  std::vector<Entry> wanted;
};

Listing::Listing(std::string_view bytes, std::uint64_t offset,
                 const std::vector<std::string>& names)
    : entries_(std::make_unique<Entries>()) {
  std::vector<Entry>& wanted = entries_->wanted;
  std::vector<std::uint64_t> begins{offset};  // of entries, and of what follows the last
  Fields fields(bytes);
  while (fields.left() > 0) {
    const std::optional<Entry> entry = read_entry(fields);
    if (!entry) fail("damaged central directory");
    begins.push_back(entry->header_offset);
    if (std::find(names.begin(), names.end(), entry->record.name) != names.end()) {
      wanted.push_back(*entry);
    }
  }
  if (wanted.empty()) return;
  std::sort(wanted.begin(), wanted.end(),
            [](const Entry& a, const Entry& b) { return a.record.name < b.record.name; });
  const auto twice = std::adjacent_find(
      wanted.begin(), wanted.end(),
      [](const Entry& a, const Entry& b) { return a.record.name == b.record.name; });
  if (twice != wanted.end()) fail("multiple entries for one file");
  const auto [first, last] = std::minmax_element(
      wanted.begin(), wanted.end(),
      [](const Entry& a, const Entry& b) { return a.header_offset < b.header_offset; });
  std::sort(begins.begin(), begins.end());
  const auto behind = std::upper_bound(begins.begin(), begins.end(), last->header_offset);
  if (behind == begins.end()) fail("entry after the central directory");
  stretch_ = {first->header_offset, *behind - first->header_offset};
}

Listing::~Listing() = default;

std::vector<Record> Listing::records(std::string_view piece) const {
  std::vector<Record> result;
  for (const Entry& entry : entries_->wanted) {
    result.push_back(locate(piece, entry, -stretch_.offset));
  }
  return result;
}

}  // namespace goset::zip_reader
