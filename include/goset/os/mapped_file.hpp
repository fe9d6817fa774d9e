#pragma once

#include <filesystem>
#include <string_view>

namespace goset {

// MappedFile is a file's content in memory, read as it is looked at.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& file);  // throws Error
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace goset
