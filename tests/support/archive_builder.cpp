#include "support/archive_builder.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace fs = std::filesystem;

namespace {

void check(struct archive* writer, int code) {
  if (code < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
}

bool ends(const fs::path& file, std::string_view ending) {
  return file.string().ends_with(ending);
}

void choose_kind(struct archive* writer, const fs::path& file) {
  if (ends(file, ".zip")) {
    check(writer, archive_write_set_format_zip(writer));
    return;
  }
  check(writer, archive_write_set_format_pax_restricted(writer));
  if (ends(file, "gz")) {
    check(writer, archive_write_add_filter_gzip(writer));
    check(writer, archive_write_set_filter_option(writer, "gzip", "timestamp", nullptr));
  } else if (ends(file, "xz")) {
    check(writer, archive_write_add_filter_xz(writer));
  } else if (ends(file, "bz2")) {
    check(writer, archive_write_add_filter_bzip2(writer));
  } else if (ends(file, "zst")) {
    check(writer, archive_write_add_filter_zstd(writer));
  }
}

void write_entry(struct archive* writer, const ArchiveEntry& entry) {
  using Kind = ArchiveEntry::Kind;
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> header(archive_entry_new(),
                                                                             &archive_entry_free);
  archive_entry_copy_pathname(header.get(), entry.name.c_str());
  archive_entry_set_mtime(header.get(), 1'000'000'000, 0);
  archive_entry_set_perm(header.get(),
                         entry.executable || entry.kind == Kind::directory ? 0755 : 0644);
  switch (entry.kind) {
    case Kind::file:
      archive_entry_set_filetype(header.get(), AE_IFREG);
      archive_entry_set_size(header.get(), static_cast<la_int64_t>(entry.contents.size()));
      break;
    case Kind::directory:
      archive_entry_set_filetype(header.get(), AE_IFDIR);
      break;
    case Kind::link:
      archive_entry_set_filetype(header.get(), AE_IFLNK);
      archive_entry_copy_symlink(header.get(), entry.contents.c_str());
      break;
    case Kind::hard_link:
      archive_entry_set_filetype(header.get(), AE_IFREG);
      archive_entry_copy_hardlink(header.get(), entry.contents.c_str());
      break;
    case Kind::fifo:
      archive_entry_set_filetype(header.get(), AE_IFIFO);
      break;
  }
  check(writer, archive_write_header(writer, header.get()));
  if (entry.kind != Kind::file) return;
  if (archive_write_data(writer, entry.contents.data(), entry.contents.size()) < 0) {
    throw std::runtime_error(archive_error_string(writer));
  }
}

}  // namespace

void write_archive(const fs::path& file, const std::vector<ArchiveEntry>& entries) {
  const std::unique_ptr<struct archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                              &archive_write_free);
  choose_kind(writer.get(), file);
  check(writer.get(), archive_write_open_filename(writer.get(), file.c_str()));
  for (const ArchiveEntry& entry : entries) write_entry(writer.get(), entry);
  check(writer.get(), archive_write_close(writer.get()));
}

std::vector<ArchiveEntry> entries_of(const fs::path& directory, const std::string& prefix) {
  std::vector<ArchiveEntry> entries;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    ArchiveEntry& added = entries.emplace_back();
    added.name = prefix + entry.path().lexically_relative(directory).string();
    if (entry.is_directory()) {
      added.kind = ArchiveEntry::Kind::directory;
    } else {
      std::ifstream in(entry.path(), std::ios::binary);
      added.contents.assign(std::istreambuf_iterator<char>(in), {});
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const ArchiveEntry& a, const ArchiveEntry& b) { return a.name < b.name; });
  return entries;
}
