#include "goset/verify/note.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "goset/error.hpp"
#include "goset/go/unicode.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"

namespace goset::note {

namespace {

constexpr std::uint8_t ed25519 = 1;
constexpr std::size_t max_note_size = 1'000'000;
constexpr std::string_view signature_prefix = "\xE2\x80\x94 ";  // an em dash

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | std::uint32_t{bytes[3]};
}

bool is_valid_name(std::string_view name) {
  return !name.empty() && unicode::is_valid_utf8(name) && unicode::fields(name).size() == 1 &&
         unicode::trim(name) == name && name.find('+') == std::string_view::npos;
}

std::optional<std::uint32_t> from_hex(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

struct Signature {
  std::string_view name;
  std::vector<std::uint8_t> bytes;  // 4 of the key's hash, then the signature itself
};

// parse_signature reads "— NAME BASE64".
Signature parse_signature(std::string_view line) {
  if (!line.starts_with(signature_prefix)) throw Error("malformed note: no signature line");
  line.remove_prefix(signature_prefix.size());
  const std::size_t space = line.find(' ');
  Signature signature{line.substr(0, space), {}};
  const std::optional<std::vector<std::uint8_t>> bytes =
      space == std::string_view::npos ? std::nullopt
                                      : encoding::from_base64(line.substr(space + 1));
  if (!is_valid_name(signature.name) || !bytes || bytes->size() < 5) {
    throw Error("malformed note: bad signature line");
  }
  signature.bytes = *bytes;
  return signature;
}

}  // namespace

Verifier Verifier::parse(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second =
      first == std::string_view::npos ? std::string_view::npos : text.find('+', first + 1);
  const auto malformed = [&]() -> Error {
    return Error(fmt::format("malformed verifier key: {}", text.substr(0, 200)));
  };
  if (second == std::string_view::npos) throw malformed();
  const std::string_view name = text.substr(0, first);
  const std::optional<std::uint32_t> hash = from_hex(text.substr(first + 1, second - first - 1));
  const std::optional<std::vector<std::uint8_t>> key =
      encoding::from_base64(text.substr(second + 1));
  if (!is_valid_name(name) || !hash || !key || key->size() != 33 || key->front() != ed25519) {
    throw malformed();
  }
  Sha256 sha;
  sha.update(std::string(name) + "\n");
  sha.update({reinterpret_cast<const char*>(key->data()), key->size()});
  if (big_endian(sha.finish().data()) != *hash) throw malformed();
  Verifier verifier;
  verifier.name_ = name;
  verifier.hash_ = *hash;
  std::copy(key->begin() + 1, key->end(), verifier.key_.begin());
  return verifier;
}

bool Verifier::verify(std::string_view text, std::string_view signature) const {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key_.data(), key_.size()),
      &EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  return key && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                          signature.size(), reinterpret_cast<const unsigned char*>(text.data()),
                          text.size()) == 1;
}

std::string open(std::string_view note, const Verifier& verifier) {
  const bool printable =
      std::all_of(note.begin(), note.end(), [](unsigned char c) { return c >= 0x20 || c == '\n'; });
  if (note.size() > max_note_size || !printable || !unicode::is_valid_utf8(note)) {
    throw Error("malformed note");
  }
  // The last blank line parts text and signatures; the text keeps its final newline.
  const std::size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos || !note.ends_with('\n')) throw Error("malformed note");
  const std::string_view text = note.substr(0, split + 1);
  std::string_view lines = note.substr(split + 2);
  if (lines.empty()) throw Error("malformed note: it has no signature");
  bool verified = false;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const Signature signature = parse_signature(lines.substr(0, end));
    lines.remove_prefix(end + 1);
    if (signature.name != verifier.name() ||
        big_endian(signature.bytes.data()) != verifier.hash()) {
      continue;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(signature.bytes.data()) + 4,
                                 signature.bytes.size() - 4);
    if (!verifier.verify(text, bytes)) {
      throw SecurityError(fmt::format("the signature of {} does not fit", verifier.name()));
    }
    verified = true;
  }
  if (!verified) throw SecurityError(fmt::format("{} has not signed this", verifier.name()));
  return std::string(text);
}

}  // namespace goset::note
