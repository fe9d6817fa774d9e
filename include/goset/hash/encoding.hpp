#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/hash/sha256.hpp"

namespace goset::encoding {

std::string hex(std::span<const std::uint8_t> bytes);
// base64 is RFC 4648's standard alphabet with padding; the decoder accepts nothing else.
std::string base64(std::span<const std::uint8_t> bytes);
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);
// nix32 is Nix's own base 32 (as `nix-hash --base32` prints it).
std::string nix32(std::span<const std::uint8_t> bytes);

// sri writes a digest as Nix and browsers do: "sha256-" and base64.
std::string sri(const Sha256Digest& digest);
// from_sri is nullopt for anything but a whole sha256 SRI hash.
std::optional<Sha256Digest> from_sri(std::string_view text);

}  // namespace goset::encoding
