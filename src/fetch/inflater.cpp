#include "inflater.hpp"

#include <libdeflate.h>
#include <zlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include "goset/error.hpp"
#include "zip_reader.hpp"

// The size that a zip states for a file is a claim. It is not allocated before it is plausible for
// the number of compressed bytes, and not more than it is written. Nearly all files of Go modules
// are small, and libdeflate inflates them whole at twice zlib's speed; it cannot stream, so zlib
// does the few large ones.

namespace goset {
namespace {

// Two bits, the shortest match there can be, stand for at most 258 bytes.
constexpr std::uint64_t most_inflation = 1032;
// libdeflate is fastest while this much room is left; it is also what shows contents that are
// longer than stated.
constexpr std::size_t slack = 1024;
constexpr std::size_t piece_size = 256 << 10;

[[noreturn]] void fail(std::string message) {
  throw Error(std::move(message));
}

void check_size(std::uint64_t got, std::uint64_t stated) {
  if (got == stated) return;
  fail(fmt::format("contents are {} than the stated size of {} bytes",
                   got < stated ? "shorter" : "longer", stated));
}

std::uint32_t add_crc32(std::uint32_t crc32, std::string_view bytes) {
  return libdeflate_crc32(crc32, bytes.data(), bytes.size());
}

void check_crc32(std::uint32_t got, std::optional<std::uint32_t> stated) {
  if (stated && got != *stated) fail("checksum error (CRC-32)");
}

class ZlibStream {
 public:
  explicit ZlibStream(std::string_view bytes) {
    if (inflateInit2(&stream_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    // zlib's input is not const for reasons of age only.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
  }
  ~ZlibStream() { inflateEnd(&stream_); }
  ZlibStream(const ZlibStream&) = delete;
  ZlibStream& operator=(const ZlibStream&) = delete;

  // next fills `room` as far as it can; an empty piece is the end of the contents.
  std::string_view next(char* room, std::size_t size) {
    if (ended_) return {};
    stream_.next_out = reinterpret_cast<Bytef*>(room);
    stream_.avail_out = static_cast<uInt>(size);
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    ended_ = status == Z_STREAM_END;
    const std::string_view piece(room, size - stream_.avail_out);
    const bool progress = status == Z_OK && !piece.empty();
    if (!ended_ && !progress) fail("damaged or truncated data");
    return piece;
  }

 private:
  z_stream stream_{};
  bool ended_ = false;
};

}  // namespace

struct Inflater::State {
  State() : decompressor(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor) {
    if (!decompressor) throw std::bad_alloc();
  }

  std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor;
  std::unique_ptr<char[]> buffer;
  std::size_t capacity = 0;
};

Inflater::Inflater() : state_(std::make_unique<State>()) {}
Inflater::~Inflater() = default;

void Inflater::inflate(const Source& source, const Sink& sink) {
  if (source.method == zip_reader::stored_method) {
    check_size(source.bytes.size(), source.size);
    check_crc32(add_crc32(0, source.bytes), source.crc32);
    sink(source.bytes);
    return;
  }
  if (source.method != zip_reader::deflated_method) {
    fail(fmt::format("unsupported compression method {}", source.method));
  }
  if (source.size / most_inflation > source.bytes.size()) {
    fail(fmt::format("contents cannot have the stated size of {} bytes", source.size));
  }
  if (source.size <= most_whole_bytes) {
    inflate_whole(source, sink);
  } else {
    inflate_stream(source, sink);
  }
}

void Inflater::inflate_whole(const Source& source, const Sink& sink) {
  const std::size_t room = source.size + slack;
  char* out = reserve(room);
  std::size_t used = 0;
  std::size_t written = 0;
  const libdeflate_result result =
      libdeflate_deflate_decompress_ex(state_->decompressor.get(), source.bytes.data(),
                                       source.bytes.size(), out, room, &used, &written);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) check_size(room, source.size);
  if (result != LIBDEFLATE_SUCCESS) fail("damaged or truncated data");
  check_size(written, source.size);
  const std::string_view contents(out, written);
  check_crc32(add_crc32(0, contents), source.crc32);
  sink(contents);
}

void Inflater::inflate_stream(const Source& source, const Sink& sink) {
  ZlibStream stream(source.bytes);
  char* room = reserve(piece_size);
  std::uint64_t size = 0;
  std::uint32_t crc32 = 0;
  for (;;) {
    const std::string_view piece = stream.next(room, piece_size);
    if (piece.empty()) break;
    size += piece.size();
    if (size > source.size) check_size(size, source.size);
    crc32 = add_crc32(crc32, piece);
    sink(piece);
  }
  check_size(size, source.size);
  check_crc32(crc32, source.crc32);
}

char* Inflater::reserve(std::size_t size) {
  if (size > state_->capacity) {
    const std::size_t capacity =
        std::max(size, std::min<std::size_t>(2 * state_->capacity, most_whole_bytes + slack));
    state_->capacity = 0;
    state_->buffer.reset();  // before the new one is there: nothing is copied over
    state_->buffer = std::make_unique_for_overwrite<char[]>(capacity);
    state_->capacity = capacity;
  }
  return state_->buffer.get();
}

}  // namespace goset
