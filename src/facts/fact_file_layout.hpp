#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "goset/hash/sha256.hpp"

// The outer half of the format in fact_file.hpp: header, checksums and sections, whatever is in
// them.
namespace goset::fact_file {

inline constexpr std::string_view tag_module = "modv";
inline constexpr std::string_view tag_constraints = "when";
inline constexpr std::string_view tag_imports = "imps";
inline constexpr std::string_view tag_packages = "pkgs";
inline constexpr std::string_view tag_files = "file";
inline constexpr std::string_view tag_others = "othr";
inline constexpr std::string_view tag_texts = "text";
inline constexpr std::string_view tag_names = "name";
inline constexpr std::string_view tag_license = "lics";

enum FileFlags : std::uint8_t { is_test = 1, has_package = 2, has_tags = 4, has_fault = 8 };

struct Header {
  Sha256Digest sum{};  // of `h1:`
  Sha256Digest nar{};
  std::uint64_t unpacked_size = 0;
};

struct Section {
  std::string_view tag;
  std::string contents;
};

// deflated makes the contents of a section that is stored compressed.
std::string deflated(std::string_view contents);

std::string write_file(const Header& header, const std::vector<Section>& sections);

// Layout is where everything lies in a file whose begin was read.
class Layout {
 public:
  // read returns nullopt where `begin` is not the begin of a file of this format and scanner, or
  // too short.
  static std::optional<Layout> read(std::string_view begin);

  const Header& header() const { return header_; }
  // end_of returns where the section ends in the file; nullopt if there is none.
  std::optional<std::uint64_t> end_of(std::string_view tag) const;
  // contents returns a section's bytes; nullopt where they are missing or damaged.
  std::optional<std::string_view> contents(std::string_view file, std::string_view tag) const;
  // place_of returns where a section is in the file, and is_whole whether these are its bytes.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> place_of(std::string_view tag) const;
  bool is_whole(std::string_view bytes, std::string_view tag) const;
  // inflated does so for a section that `deflated` made.
  std::optional<std::string> inflated(std::string_view file, std::string_view tag) const;

 private:
  struct Place {
    std::string tag;
    std::uint32_t crc32 = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };
  const Place* find(std::string_view tag) const;

  Header header_;
  std::vector<Place> places_;
};

// digest_of returns the digest in "h1:..."; all zeros if there is none.
Sha256Digest digest_of(std::string_view sum);
std::string sum_of(const Sha256Digest& digest);

}  // namespace goset::fact_file
