#include "goset/fetch/source_archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>

#include "goset/error.hpp"
#include "goset/hash/nar.hpp"
#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

// libarchive reads the entries; where each may go is decided here. Its own extraction would write
// links that lead out of the tree, and what a NAR needs (order, links, modes) is wanted in any
// case.

namespace goset::source_archive {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> known_endings = {
    ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tbz", ".tar.zst", ".tar", ".zip"};
constexpr std::size_t most_entries = 1'000'000;

// Utf8Names makes libarchive hand names out as UTF-8, in this thread and while it lives.
class Utf8Names {
 public:
  Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ == nullptr) locale_ = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", nullptr);
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

struct Entry {
  enum class Kind { file, link, directory };
  Kind kind = Kind::directory;
  bool executable = false;
  std::string target;      // of a link
  std::uint64_t size = 0;  // of a file
};

struct NarOrder {
  bool operator()(const std::string& a, const std::string& b) const { return nar::path_less(a, b); }
};

class Unpacking {
 public:
  Unpacking(const fs::path& directory, std::string shown, std::uint64_t most_bytes)
      : directory_(directory), shown_(std::move(shown)), most_bytes_(most_bytes) {}

  Unpacked run(const fs::path& file) {
    read(file);
    if (entries_.empty()) fail("holds no files");
    remove_links_out();
    const std::string top = only_directory();
    return {top.empty() ? directory_ : directory_ / top, hash(top)};
  }

 private:
  using Reader = std::unique_ptr<struct archive, decltype(&archive_read_free)>;

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(fmt::format("{}: {}", shown_, what));
  }
  [[noreturn]] void fail_reading(struct archive* reader) const {
    const char* const why = archive_error_string(reader);
    fail(fmt::format("can't be unpacked: {}", why ? why : "it is damaged"));
  }
  [[noreturn]] void fail_writing(const std::string& name, int fault) const {
    throw Error(fmt::format("{}: {}", (directory_ / name).string(), std::strerror(fault)));
  }

  void read(const fs::path& file) {
    const Utf8Names names;
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_tar(reader.get());
    // By its directory at the end: without one a zip is cut short.
    archive_read_support_format_zip_seekable(reader.get());
    if (archive_read_open_filename(reader.get(), file.c_str(), 1 << 16) != ARCHIVE_OK) {
      fail_reading(reader.get());
    }
    while (true) {
      archive_entry* entry = nullptr;
      const int code = archive_read_next_header(reader.get(), &entry);
      if (code == ARCHIVE_EOF) return;
      if (code < ARCHIVE_WARN) fail_reading(reader.get());
      add(reader.get(), entry);
    }
  }

  void add(struct archive* reader, archive_entry* entry) {
    const char* raw = archive_entry_pathname(entry);
    if (!raw) raw = archive_entry_pathname_utf8(entry);
    if (!raw) fail("has a name that is not UTF-8");
    const std::string name = clean(raw);
    if (name.empty()) return;  // "./" alone
    const char* const twin = archive_entry_hardlink(entry);
    const auto type = archive_entry_filetype(entry);
    if (!twin && type == AE_IFDIR) return add_directory(name);
    if (!twin && type != AE_IFREG && type != AE_IFLNK) {
      fail(fmt::format("{} is neither file, directory nor link", name));
    }
    make_room(name);
    Entry& added = entries_[name];
    check_count();
    if (twin) {
      add_twin(name, added, clean(twin));
    } else if (type == AE_IFLNK) {
      const char* const target = archive_entry_symlink(entry);
      added.kind = Entry::Kind::link;
      added.target = target ? target : "";
      if (added.target.empty()) fail(fmt::format("{} is a link to nothing", name));
      if (symlink(added.target.c_str(), (directory_ / name).c_str()) != 0) {
        fail_writing(name, errno);
      }
    } else {
      added.kind = Entry::Kind::file;
      added.executable = (archive_entry_perm(entry) & 0100) != 0;
      write(reader, name, added);
    }
  }

  // clean returns a name without "." and doubled slashes.
  std::string clean(std::string_view raw) const {
    std::string out;
    if (raw.starts_with('/')) fail(fmt::format("has an absolute name: {}", raw));
    for (std::size_t begin = 0; begin <= raw.size();) {
      const std::size_t end = std::min(raw.find('/', begin), raw.size());
      const std::string_view part = raw.substr(begin, end - begin);
      if (part == "..") fail(fmt::format("has a name with \"..\": {}", raw));
      if (!part.empty() && part != ".") out += (out.empty() ? "" : "/") + std::string(part);
      begin = end + 1;
    }
    return out;
  }

  void check_count() const {
    if (entries_.size() > most_entries) {
      fail(fmt::format("holds more than {} files", most_entries));
    }
  }

  void add_directory(const std::string& name) {
    for (std::size_t end = name.find('/'); end != std::string::npos;
         end = name.find('/', end + 1)) {
      add_one_directory(name.substr(0, end), name);
    }
    add_one_directory(name, name);
  }

  void add_one_directory(const std::string& name, const std::string& for_what) {
    const auto [known, fresh] = entries_.try_emplace(name);
    if (known->second.kind != Entry::Kind::directory) {
      fail(fmt::format("{} is below {}, which is not a directory", for_what, name));
    }
    check_count();
    if (fresh && mkdir((directory_ / name).c_str(), 0700) != 0) fail_writing(name, errno);
  }

  // make_room makes the directories above a file or link; a later entry replaces an earlier one, as
  // with tar.
  void make_room(const std::string& name) {
    if (const std::size_t slash = name.rfind('/'); slash != std::string::npos) {
      add_directory(name.substr(0, slash));
    }
    const auto old = entries_.find(name);
    if (old == entries_.end()) return;
    if (old->second.kind == Entry::Kind::directory) fail(fmt::format("{} is there twice", name));
    if (unlink((directory_ / name).c_str()) != 0) fail_writing(name, errno);
    entries_.erase(old);
  }

  // add_twin copies the file that a hard link stands for.
  void add_twin(const std::string& name, Entry& added, const std::string& twin) {
    const auto original = entries_.find(twin);
    if (original == entries_.end() || original->second.kind != Entry::Kind::file) {
      fail(fmt::format("{} is a hard link to {}, which is not a file before it", name, twin));
    }
    added = original->second;
    count_bytes(added.size);
    fs::copy_file(directory_ / twin, directory_ / name);
  }

  void count_bytes(std::uint64_t n) {
    bytes_ += n;
    if (bytes_ <= most_bytes_) return;
    throw Error(fmt::format("{}: its files have more than {} bytes", shown_, most_bytes_),
                {"GOSET_ARCHIVE_SIZE raises that limit"});
  }

  void write(struct archive* reader, const std::string& name, Entry& added) {
    Descriptor file(directory_ / name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!file.is_open()) fail_writing(name, errno);
    char block[65536];
    while (true) {
      const la_ssize_t n = archive_read_data(reader, block, sizeof block);
      if (n < 0) fail_reading(reader);
      if (n == 0) break;
      count_bytes(static_cast<std::uint64_t>(n));
      added.size += static_cast<std::uint64_t>(n);
      if (!file.write({block, static_cast<std::size_t>(n)})) fail_writing(name, errno);
    }
    if (!file.close()) fail_writing(name, errno);
  }

  // remove_links_out takes away what may lead a reader out of the tree. All links are there by now,
  // so that none can change where another one leads.
  void remove_links_out() const {
    const std::string inside = fs::canonical(directory_).string() + "/";
    for (const auto& [name, entry] : entries_) {
      if (entry.kind != Entry::Kind::link) continue;
      std::error_code nowhere;
      const fs::path end = fs::canonical(directory_ / name, nowhere);
      const bool stays =
          !nowhere && (end.string() + "/").starts_with(inside) && !entry.target.starts_with('/');
      if (!stays) fs::remove(directory_ / name);
    }
  }

  // only_directory returns the one directory that holds everything, or nothing.
  std::string only_directory() const {
    const std::string& first = entries_.begin()->first;
    if (entries_.begin()->second.kind != Entry::Kind::directory) return "";
    for (const auto& [name, entry] : entries_) {
      if (name != first && !name.starts_with(first + "/")) return "";
    }
    return first;
  }

  Sha256Digest hash(const std::string& top) const {
    Sha256 sha256;
    nar::Writer writer([&](std::string_view bytes) { sha256.update(bytes); });
    for (const auto& [name, entry] : entries_) {
      if (name == top) continue;
      const std::string path = top.empty() ? name : name.substr(top.size() + 1);
      switch (entry.kind) {
        case Entry::Kind::directory:
          writer.directory(path);
          break;
        case Entry::Kind::link:
          writer.link(path, entry.target);
          break;
        case Entry::Kind::file:
          writer.begin_file(path, entry.size, entry.executable);
          hash_contents(writer, name);
          break;
      }
    }
    writer.finish();
    return sha256.finish();
  }

  void hash_contents(nar::Writer& writer, const std::string& name) const {
    read_blocks(directory_ / name, [&](std::string_view block) { writer.contents(block); });
  }

  const fs::path directory_;
  const std::string shown_;
  const std::uint64_t most_bytes_;
  std::map<std::string, Entry, NarOrder> entries_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

bool is_name(std::string_view name) {
  return std::any_of(known_endings.begin(), known_endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string endings() {
  return fmt::format("{}", fmt::join(known_endings, " "));
}

Unpacked unpack(const fs::path& archive, const fs::path& directory, const std::string& shown,
                std::uint64_t most_bytes) {
  return Unpacking(directory, shown, most_bytes).run(archive);
}

}  // namespace goset::source_archive
