#include "goset/hash/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace goset {
namespace {

// Looking an algorithm up costs more than hashing a small file: it is done once.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  return fetched.get();
}

void require(int ok) {
  if (ok != 1) throw std::runtime_error("libcrypto offers no SHA-256");
}

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {}

  void begin() {
    if (begun) return;
    require(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr));
    begun = true;
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context;
  bool begun = false;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  state_->begin();
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Sha256Digest Sha256::finish() {
  state_->begin();
  Sha256Digest digest;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr));
  state_->begun = false;
  return digest;
}

Sha256Digest sha256(std::string_view bytes) {
  thread_local Sha256 hash;  // its making costs more than hashing a few bytes
  hash.update(bytes);
  return hash.finish();
}

}  // namespace goset
