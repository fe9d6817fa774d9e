#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

// Files read and written whole. A file that others may read meanwhile is written under another name
// and put in its place by rename, so that nobody sees a part of it: those of a cache by RunDirectory.
//
// fsync: what a person keeps (goset.toml, goset.lock, go-packages.nix) is on the disk before it takes
// the place of what was there. What a cache keeps is not waited for: a machine that stops may leave
// it empty or cut, and every reader of a cache checks what it reads.
namespace goset {

// most_text_bytes is what read_file reads at most: several times what the lock of a large set has.
inline constexpr std::uint64_t most_text_bytes = 64 << 20;

// read_file returns a file's text; nullopt if there is none. Throws Error if it can't be read, has
// more, or is a pipe or a device, which nobody may write to; below /dev that is what was asked for.
std::optional<std::string> read_file(const std::filesystem::path& file);

// read_cached returns the text of a cache's file; nullopt if it can't be read, for whatever reason,
// or is larger than `most`.
std::optional<std::string> read_cached(const std::filesystem::path& file,
                                       std::uint64_t most = UINT64_MAX);

// read_blocks hands a file over piece by piece; false if there is none. Throws Error if it can't be
// read.
bool read_blocks(const std::filesystem::path& file,
                 const std::function<void(std::string_view)>& use);

// FileBytes is what a file holds when it is read. It is a copy: a mapped file that somebody cuts
// short ends the program that looks at it.
class FileBytes {
 public:
  explicit FileBytes(const std::filesystem::path& file);  // throws Error
  std::string_view bytes() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
};

enum class Durable { no, yes };

// write_new writes a file that must not be there yet; `mode` is given to it whatever the umask. What
// was written before a fault stays.
std::error_code write_new(const std::filesystem::path& file, std::string_view bytes,
                          Durable durable, std::optional<mode_t> mode = std::nullopt);

// replace_file puts a file that a person named in place whole, by way of one beside it. A link stays,
// and what it leads to is replaced. On a fault what was there stays.
std::error_code replace_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace goset
