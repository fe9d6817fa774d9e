#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// ZipBuilder makes zips in memory, good ones and ones that lie. A plain `add` makes what Go's own
// archive/zip would write; every field of File and of ZipBuilder that is set bends one thing.
class ZipBuilder {
 public:
  enum Method : std::uint16_t { stored_method = 0, deflated_method = 8 };

  struct File {
    std::string name;
    std::string contents;
    std::uint16_t method = deflated_method;
    std::uint16_t unix_mode = 0;  // S_IFMT and permissions; 0: made on no Unix
    bool descriptor = false;      // CRC-32 and sizes follow the bytes
    bool zip64 = false;           // sizes and offset in 64 bits
    // The bytes in the zip, where they are not the contents by `method`.
    std::optional<std::string> body = std::nullopt;
    // What the zip says, where that is not the truth.
    std::optional<std::uint64_t> stated_size = std::nullopt;
    std::optional<std::uint64_t> stated_compressed_size = std::nullopt;
    std::optional<std::uint32_t> stated_crc32 = std::nullopt;
    std::optional<std::uint32_t> descriptor_crc32 = std::nullopt;
    std::optional<std::uint64_t> stated_offset = std::nullopt;  // of the local header
    std::string trailing = {};  // bytes behind the compressed ones, counted as compressed
  };

  ZipBuilder& add(File file);
  ZipBuilder& add(std::string name, std::string contents, Method method = deflated_method);

  std::string bytes() const;

  std::string before;   // bytes before the archive
  std::string comment;  // of the archive
  bool zip64 = false;   // with a zip64 end record, the plain one saying so
  // What the end record says, where that is not the truth.
  std::optional<std::uint16_t> stated_entries;
  std::optional<std::uint32_t> stated_directory_size;

 private:
  std::vector<File> files_;
};

// module_zip_bytes makes the zip of a module: `files` by their names inside the module.
std::string module_zip_bytes(std::string_view path, std::string_view version,
                             const std::map<std::string, std::string>& files);
