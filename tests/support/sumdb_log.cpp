#include "support/sumdb_log.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>
#include <stdexcept>

namespace {

using Hash = SumdbLog::Hash;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Hash sha256(const std::string& bytes) {
  Hash hash{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
  return hash;
}

std::string bytes_of(const Hash& hash) {
  return {hash.begin(), hash.end()};
}

std::string base64(const std::string& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift);
  return bytes;
}

Key private_key(const std::array<std::uint8_t, 32>& seed) {
  return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()),
          &EVP_PKEY_free};
}

}  // namespace

SumdbLog::SumdbLog(std::string name, std::uint8_t seed) : name_(std::move(name)) {
  seed_.fill(seed);
}

std::string SumdbLog::public_key() const {
  std::string key(33, '\1');  // 1 stands for Ed25519
  std::size_t size = 32;
  EVP_PKEY_get_raw_public_key(private_key(seed_).get(),
                              reinterpret_cast<unsigned char*>(key.data()) + 1, &size);
  return key;
}

std::uint32_t SumdbLog::key_hash() const {
  const Hash hash = sha256(name_ + "\n" + public_key());
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | hash[static_cast<std::size_t>(i)];
  return value;
}

std::string SumdbLog::key() const {
  return fmt::format("{}+{:08x}+{}", name_, key_hash(), base64(public_key()));
}

void SumdbLog::append(const goset::ModuleVersion& m, std::string record) {
  hashes_.push_back(sha256(std::string(1, '\0') + record));
  records_.emplace_back(m, std::move(record));
}

// hash_of splits a range at the largest power of two below its size.
Hash SumdbLog::hash_of(std::int64_t begin, std::int64_t end) const {
  if (begin == end) return sha256("");
  if (end - begin == 1) return hashes_.at(static_cast<std::size_t>(begin));
  std::int64_t left = 1;
  while (2 * left < end - begin) left *= 2;
  return sha256("\x01" + bytes_of(hash_of(begin, begin + left)) +
                bytes_of(hash_of(begin + left, end)));
}

std::string SumdbLog::sign(const std::string& text) const {
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  const Key key = private_key(seed_);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(text.data()), text.size()) != 1) {
    throw std::runtime_error("cannot sign");
  }
  return fmt::format("{}\n\u2014 {} {}\n", text, name_, base64(big_endian(key_hash()) + signature));
}

std::string SumdbLog::note(std::int64_t size) const {
  return sign(
      fmt::format("go.sum database tree\n{}\n{}\n", size, base64(bytes_of(tree_hash(size)))));
}

std::string SumdbLog::answer(std::int64_t id, std::int64_t size) const {
  return fmt::format("{}\n{}\n{}", id, records_.at(static_cast<std::size_t>(id)).second,
                     note(size));
}

std::string SumdbLog::tile(int level, std::int64_t n, std::int64_t width) const {
  const std::int64_t below = std::int64_t{1} << (8 * level);  // records under one of its hashes
  std::string bytes;
  for (std::int64_t i = n * 256; i < n * 256 + width; ++i) {
    bytes += bytes_of(hash_of(i * below, (i + 1) * below));
  }
  return bytes;
}

std::map<std::string, std::string> SumdbLog::files() const {
  std::map<std::string, std::string> files{{"supported", ""}, {"latest", note(size())}};
  for (std::int64_t id = 0; id < size(); ++id) {
    const goset::ModuleVersion& m = records_[static_cast<std::size_t>(id)].first;
    files.emplace(fmt::format("lookup/{}@{}", goset::module::escape_path(m.path),
                              goset::module::escape_version(m.version)),
                  answer(id, size()));
  }
  for (int level = 0; size() >> (8 * level) > 0; ++level) {
    const std::int64_t hashes = size() >> (8 * level);
    for (std::int64_t n = 0; n * 256 < hashes; ++n) {
      const std::string whole = tile(level, n, std::min<std::int64_t>(hashes - n * 256, 256));
      const std::string path = fmt::format("tile/8/{}/{:03}", level, n);
      for (std::size_t width = 1; width <= whole.size() / 32; ++width) {
        files[width == 256 ? path : fmt::format("{}.p/{}", path, width)] =
            whole.substr(0, width * 32);
      }
    }
  }
  return files;
}
