#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace goset {

// PackedWriter appends numbers and texts. A number is seven bits a byte, the lowest first, the
// eighth bit set where more follow; a text is its length as such a number, then its bytes.
class PackedWriter {
 public:
  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) bytes_.push_back(static_cast<char>(n | 0x80));
    bytes_.push_back(static_cast<char>(n));
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_.append(text);
  }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

// PackedReader reads them back from bytes that may be damaged. What does not fit in the bytes reads
// as 0 or as an empty text, and from then on `failed` returns true.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    if (at_ < bytes_.size() && static_cast<unsigned char>(bytes_[at_]) < 0x80) {
      return static_cast<unsigned char>(bytes_[at_++]);
    }
    return long_number();
  }
  // index returns a number below `limit`.
  std::uint32_t index(std::size_t limit) {
    const std::uint64_t n = number();
    if (n < limit) return static_cast<std::uint32_t>(n);
    fail();
    return 0;
  }
  // count returns how many things follow, each of at least one byte, so that it is safe to reserve.
  std::size_t count() {
    const std::uint64_t n = number();
    if (n <= bytes_.size() - at_) return static_cast<std::size_t>(n);
    fail();
    return 0;
  }
  std::string_view text() { return take(count()); }
  std::string_view take(std::size_t size) {
    if (size > bytes_.size() - at_) {
      fail();
      return {};
    }
    const std::string_view result = bytes_.substr(at_, size);
    at_ += size;
    return result;
  }

  // rest returns what was not read.
  std::string_view rest() const { return bytes_.substr(at_); }

  bool failed() const { return failed_; }
  bool at_end() const { return !failed_ && at_ == bytes_.size(); }

 private:
  std::uint64_t long_number() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      n |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return n;
    }
    fail();
    return 0;
  }
  void fail() {
    failed_ = true;
    at_ = bytes_.size();
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace goset
