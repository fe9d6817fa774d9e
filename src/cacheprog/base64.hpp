#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Base64 of RFC 4648, with padding, as Go's encoding/json writes bytes.
namespace goset::build::base64 {

void append(std::string& out, std::span<const std::uint8_t> bytes);

// decode_quads decodes text of 4 n characters without padding into `out`, which has room for 3 n
// bytes; false if a character is not of the alphabet.
bool decode_quads(std::string_view text, std::uint8_t* out);

// decode reads one whole text; nullopt if it is not base64.
std::optional<std::string> decode(std::string_view text);

}  // namespace goset::build::base64
