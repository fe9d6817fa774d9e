#include <zlib.h>

#include <array>
#include <chrono>
#include <stdexcept>

#include "support/http_server.hpp"

// Answers that do not end by themselves, or are not what they claim to be.

namespace {

using Kind = HttpServer::Fault::Kind;

// zeros_compressed returns so many zero bytes as gzip packs them: a thousandth.
std::string zeros_compressed(std::uint64_t size) {
  z_stream stream{};
  constexpr int with_gzip_header = 15 + 16;
  if (deflateInit2(&stream, 9, Z_DEFLATED, with_gzip_header, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("cannot compress");
  }
  std::array<unsigned char, 1 << 16> zeros{};
  std::array<unsigned char, 1 << 16> packed;
  std::string out;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    if (stream.avail_in == 0 && size > 0) {
      stream.next_in = zeros.data();
      stream.avail_in = static_cast<unsigned>(std::min<std::uint64_t>(size, zeros.size()));
      size -= stream.avail_in;
    }
    stream.next_out = packed.data();
    stream.avail_out = packed.size();
    state = deflate(&stream, size == 0 ? Z_FINISH : Z_NO_FLUSH);
    out.append(reinterpret_cast<const char*>(packed.data()), packed.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

}  // namespace

bool HttpServer::Fault::is_stream() const {
  return kind == Kind::endless || kind == Kind::headers || kind == Kind::drip ||
         kind == Kind::drip_headers || kind == Kind::bomb;
}

void HttpServer::stream(Connection& connection, const Fault& fault, const std::string& body) {
  const std::string status = "HTTP/1.1 200 OK\r\n";
  if (fault.kind == Kind::bomb) {
    const std::string packed = zeros_compressed(fault.size);
    connection.write(status + "Content-Encoding: gzip\r\nContent-Length: " +
                     std::to_string(packed.size()) + "\r\n\r\n" + packed);
    return;
  }
  const bool in_headers = fault.kind == Kind::headers || fault.kind == Kind::drip_headers;
  if (!connection.write(status + (in_headers ? "" : "Connection: close\r\n\r\n"))) return;
  const bool drips = fault.kind == Kind::drip || fault.kind == Kind::drip_headers;
  const std::string line = "X-More: " + std::string(in_headers && !drips ? 1000 : 1, 'x') + "\r\n";
  std::string piece = in_headers ? line : std::string(1 << 16, '\n');
  for (std::size_t i = 0;; ++i) {
    if (fault.kind == Kind::drip) piece = i < body.size() ? body.substr(i, 1) : "\n";
    if (drips && wait_until_stopped(20)) return;
    if (!connection.write(piece)) return;
    streamed_ += piece.size();
  }
}
