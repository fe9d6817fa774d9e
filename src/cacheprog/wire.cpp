#include "wire.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base64.hpp"
#include "failure.hpp"

namespace goset::build::wire {
namespace {

// RequestReader is a recursive-descent reader of one JSON object; only strings and numbers of the
// top level are looked at, all else is skipped with its structure checked.
class RequestReader {
 public:
  explicit RequestReader(std::string_view text) : rest_(text) {}

  Request read() {
    expect('{');
    if (!accept('}')) {
      do {
        const std::string name = read_string();
        expect(':');
        read_member(name);
      } while (accept(','));
      expect('}');
    }
    skip_space();
    if (!rest_.empty()) fail();
    return std::move(request_);
  }

 private:
  [[noreturn]] static void fail() { throw Failure("malformed request from the go command"); }

  void skip_space() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t' || rest_[0] == '\r')) {
      rest_.remove_prefix(1);
    }
  }

  bool accept(char wanted) {
    skip_space();
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char wanted) {
    if (!accept(wanted)) fail();
  }

  void read_member(const std::string& name) {
    if (name == "ID") {
      request_.id = read_integer();
    } else if (name == "BodySize") {
      const std::int64_t size = read_integer();
      if (size < 0) fail();
      request_.body_size = static_cast<std::uint64_t>(size);
    } else if (name == "Command") {
      request_.command = read_string();
    } else if (name == "ActionID") {
      request_.action = read_digest();
    } else if (name == "OutputID") {
      request_.output = read_digest();
    } else {
      skip_value(0);
    }
  }

  std::int64_t read_integer() {
    skip_space();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) fail();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  std::string read_string() {
    expect('"');
    std::string text;
    for (;;) {
      const std::size_t plain = rest_.find_first_of("\"\\");
      if (plain == std::string_view::npos) fail();
      text += rest_.substr(0, plain);
      const bool at_end = rest_[plain] == '"';
      rest_.remove_prefix(plain + 1);
      if (at_end) return text;
      read_escape(text);
    }
  }

  void read_escape(std::string& text) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) fail();
    const char name = rest_[0];
    rest_.remove_prefix(1);
    if (const std::size_t at = names.find(name); at != std::string_view::npos) {
      text += values[at];
      return;
    }
    unsigned code = 0;
    if (name != 'u' || rest_.size() < 4) fail();
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + 4, code, 16);
    if (error != std::errc() || end != rest_.data() + 4) fail();
    rest_.remove_prefix(4);
    // Only ASCII is ever escaped in what matters here (Go writes & < > so).
    text += code < 0x80 ? static_cast<char>(code) : '?';
  }

  std::optional<Digest> read_digest() {
    if (accept('n')) {
      skip_word();
      return std::nullopt;
    }
    const std::optional<std::string> bytes = base64::decode(read_string());
    if (!bytes) fail();
    Digest digest{};
    if (bytes->size() != digest.size()) return std::nullopt;
    std::memcpy(digest.data(), bytes->data(), digest.size());
    return digest;
  }

  void skip_word() {
    const std::size_t end = rest_.find_first_of(",]} \t");
    if (end == std::string_view::npos) fail();
    rest_.remove_prefix(end);
  }

  void skip_value(int depth) {
    constexpr int deepest = 64;
    if (depth > deepest) fail();
    skip_space();
    if (rest_.empty()) fail();
    if (rest_[0] == '"') {
      read_string();
    } else if (accept('{')) {
      skip_object(depth);
    } else if (accept('[')) {
      skip_array(depth);
    } else {
      if (std::strchr(",]}", rest_[0]) != nullptr) fail();
      skip_word();
    }
  }

  void skip_object(int depth) {
    if (accept('}')) return;
    do {
      read_string();
      expect(':');
      skip_value(depth + 1);
    } while (accept(','));
    expect('}');
  }

  void skip_array(int depth) {
    if (accept(']')) return;
    do {
      skip_value(depth + 1);
    } while (accept(','));
    expect(']');
  }

  std::string_view rest_;
  Request request_;
};

void append_number(std::string& out, std::int64_t value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void append_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_id(std::string& out, std::int64_t id) {
  out += "{\"ID\":";
  append_number(out, id);
}

}  // namespace

Request parse_request(std::string_view line) {
  return RequestReader(line).read();
}

void append_hello(std::string& out) {
  out += "{\"ID\":0,\"KnownCommands\":[\"get\",\"put\",\"close\"]}\n";
}

void append_miss(std::string& out, std::int64_t id) {
  append_id(out, id);
  out += ",\"Miss\":true}\n";
}

void append_hit(std::string& out, std::int64_t id, const Entry& entry, std::string_view disk_path) {
  append_id(out, id);
  out += ",\"OutputID\":\"";
  base64::append(out, entry.output);
  out += "\",\"Size\":";
  append_number(out, static_cast<std::int64_t>(entry.size));
  // The time is a constant: what a build reads here must not depend on when a dependency was built.
  out += ",\"Time\":\"1970-01-01T00:00:01Z\",\"DiskPath\":";
  append_string(out, disk_path);
  out += "}\n";
}

void append_stored(std::string& out, std::int64_t id, std::string_view disk_path) {
  append_id(out, id);
  out += ",\"DiskPath\":";
  append_string(out, disk_path);
  out += "}\n";
}

void append_done(std::string& out, std::int64_t id) {
  append_id(out, id);
  out += "}\n";
}

void append_error(std::string& out, std::int64_t id, std::string_view error) {
  append_id(out, id);
  out += ",\"Err\":";
  append_string(out, error);
  out += "}\n";
}

Input::Input(ReadSome read_some, std::size_t buffer_size)
    : read_some_(std::move(read_some)),
      capacity_(buffer_size),
      buffer_(new char[buffer_size]),
      decoded_(new std::uint8_t[buffer_size / 4 * 3]) {}

bool Input::refill() {
  if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t size = read_some_(buffer_.get() + end_, capacity_ - end_);
  end_ += size;
  return size > 0;
}

char Input::take_byte() {
  if (begin_ == end_ && !refill()) throw Failure("the go command's request is cut short");
  return buffer_[begin_++];
}

std::optional<std::string_view> Input::next_line() {
  std::size_t searched = 0;
  for (;;) {
    const std::string_view held(buffer_.get() + begin_, end_ - begin_);
    const std::size_t newline = held.find('\n', searched);
    if (newline == std::string_view::npos) {
      searched = held.size();
      if (searched == capacity_) throw Failure("the go command's request is too long");
      if (refill()) continue;
      if (!held.empty()) throw Failure("the go command's request is cut short");
      return std::nullopt;
    }
    begin_ += newline + 1;
    searched = 0;
    if (newline > 0) return held.substr(0, newline);
  }
}

void Input::read_body(std::uint64_t size,
                      const std::function<void(std::span<const std::uint8_t>)>& piece) {
  char opening = take_byte();
  while (opening == '\n' || opening == ' ') opening = take_byte();
  if (opening != '"') throw Failure("the body of a put is not a JSON string");

  // All whole quads but the last group are decoded straight from the buffer, as much as is there.
  std::uint64_t quads = size / 3;
  while (quads > 0) {
    while (end_ - begin_ < 4) {
      if (!refill()) throw Failure("the body of a put is cut short");
    }
    const std::uint64_t held = (end_ - begin_) / 4;
    const std::size_t count = static_cast<std::size_t>(std::min(quads, held));
    const std::string_view text(buffer_.get() + begin_, count * 4);
    if (!base64::decode_quads(text, decoded_.get())) {
      throw Failure("the body of a put is not base64 of the size it states");
    }
    piece({decoded_.get(), count * 3});
    begin_ += count * 4;
    quads -= count;
  }
  if (const std::size_t left = static_cast<std::size_t>(size % 3); left > 0) {
    std::string tail;
    for (int i = 0; i < 4; ++i) tail += take_byte();
    const std::optional<std::string> bytes = base64::decode(tail);
    if (!bytes || bytes->size() != left) {
      throw Failure("the body of a put is not base64 of the size it states");
    }
    piece({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  }
  if (take_byte() != '"') throw Failure("the body of a put is longer than it states");
}

}  // namespace goset::build::wire
