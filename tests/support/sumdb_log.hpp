#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "goset/go/module.hpp"

// SumdbLog is a checksum database of the tests' own: a transparent log with a key of its own, which
// signs whatever it is told to. Its hashes are computed the simple way, from the records each time,
// as RFC 6962 defines them: nothing of goset's own is used. To lie, change what files() returns.
class SumdbLog {
 public:
  using Hash = std::array<std::uint8_t, 32>;

  // The same seed makes the same key.
  explicit SumdbLog(std::string name, std::uint8_t seed = 1);

  const std::string& name() const { return name_; }
  // key is what GOSUMDB says to use it: NAME+HASH+KEY.
  std::string key() const;

  // append adds a record (lines as in go.sum) about a module version.
  void append(const goset::ModuleVersion& m, std::string record);
  std::int64_t size() const { return static_cast<std::int64_t>(hashes_.size()); }

  // tree_hash is that over the first `size` records; note signs a statement of it, sign any text.
  Hash tree_hash(std::int64_t size) const { return hash_of(0, size); }
  std::string note(std::int64_t size) const;
  std::string sign(const std::string& text) const;

  // answer is what it says about record `id`, with the signed tree of `size` records.
  std::string answer(std::int64_t id, std::int64_t size) const;
  std::string tile(int level, std::int64_t n, std::int64_t width) const;

  // files is all that it serves, by path: supported, latest, lookup/, tile/. Tiles that are not
  // full are there with every width up to their own, as a real one keeps serving older ones.
  std::map<std::string, std::string> files() const;

 private:
  Hash hash_of(std::int64_t begin, std::int64_t end) const;
  std::uint32_t key_hash() const;
  std::string public_key() const;

  std::string name_;
  std::array<std::uint8_t, 32> seed_{};
  std::vector<std::pair<goset::ModuleVersion, std::string>> records_;
  std::vector<Hash> hashes_;
};
