#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

// Signed notes: a text, and under a blank line the signatures of those who vouch for it. Format:
// golang.org/x/mod/sumdb/note.
namespace goset::note {

// Verifier is a public key with the name of its owner, in text "NAME+HASH+KEY": the hash is 8
// hexadecimal digits, the key base64 of an algorithm byte (1: Ed25519) and 32 bytes.
class Verifier {
 public:
  // parse throws Error for a malformed key, or one whose hash is not its own.
  static Verifier parse(std::string_view text);

  const std::string& name() const { return name_; }
  std::uint32_t hash() const { return hash_; }
  bool verify(std::string_view text, std::string_view signature) const;

 private:
  std::string name_;
  std::uint32_t hash_ = 0;
  std::array<std::uint8_t, 32> key_{};
};

// open returns the text of a note that `verifier` has signed. Throws Error where its form is not a
// note's or that signature is missing, and SecurityError where it does not fit.
std::string open(std::string_view note, const Verifier& verifier);

}  // namespace goset::note
