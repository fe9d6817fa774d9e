#pragma once

#include <filesystem>
#include <string>
#include <vector>

// ArchiveEntry is one entry of an archive as it is written, without a check of any kind.
struct ArchiveEntry {
  enum class Kind { file, directory, link, hard_link, fifo };
  std::string name;
  std::string contents;  // or the target of a link
  Kind kind = Kind::file;
  bool executable = false;
};

// write_archive makes an archive of the kind that the name of `file` says; the same entries give
// the same bytes.
void write_archive(const std::filesystem::path& file, const std::vector<ArchiveEntry>& entries);

// entries_of lists the tree below a directory, with names that begin with `prefix`.
std::vector<ArchiveEntry> entries_of(const std::filesystem::path& directory,
                                     const std::string& prefix);
