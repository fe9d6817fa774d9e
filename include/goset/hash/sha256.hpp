#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace goset {

using Sha256Digest = std::array<std::uint8_t, 32>;

// Sha256 hashes a stream of bytes (FIPS 180-4, by libcrypto).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  // finish returns the digest and starts anew.
  Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256Digest sha256(std::string_view bytes);

}  // namespace goset
