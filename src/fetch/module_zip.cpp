#include "goset/fetch/module_zip.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "case_fold.hpp"
#include "foreign_imports.hpp"
#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/hash/dirhash.hpp"
#include "goset/hash/nar.hpp"
#include "goset/os/descriptor.hpp"
#include "inflater.hpp"
#include "license_files.hpp"
#include "zip_reader.hpp"

// A module zip is refused where Go would refuse to download or to unpack it. Go does that in three
// places, all of which count: the command checks that all names have the prefix, its `h1:` hash
// reads every file to its end, and x/mod/zip checks names and sizes. Stricter than Go is this: an
// entry that claims to be a symbolic link, a device or the like is refused, as x/mod/zip's
// specification says, while its code unpacks it as a plain file; and compressed bytes must lie
// inside the file even where inflating would end before them.

namespace goset {
namespace {

constexpr std::uint64_t most_license_bytes = 16 << 20;

[[noreturn]] void fail(std::string message) {
  throw Error(std::move(message));
}

void check_size(std::uint64_t bytes) {
  if (bytes <= module_zip::most_bytes) return;
  fail(fmt::format("too large ({} bytes; limit is {} bytes)", bytes, module_zip::most_bytes));
}

Error with_module(const Error& error, const ModuleVersion& mod) {
  return Error(fmt::format("{}: zip: {}", mod.str(), error.message()), error.notes());
}

// A name from a zip that was not checked, fit for a message: quoted, plain ASCII and short.
std::string in_quotes(std::string_view name) {
  constexpr std::size_t most_shown = 200;
  std::string out = "\"";
  for (char c : name.substr(0, most_shown)) {
    if (c < ' ' || c > '~' || c == '"' || c == '\\') {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + (name.size() > most_shown ? "\"..." : "\"");
}

// NameTree finds names that would be one file where letter case does not count, and names that are
// both a file and a directory. It grows with the number of components, however deep they are.
class NameTree {
 public:
  void add_file(std::string_view name) { add(name, false); }
  void add_directory(std::string_view name) { add(name, true); }

 private:
  struct Node {
    std::string name;  // the component as it was first spelled
    std::size_t id = 0;
    bool is_directory = false;
  };

  void add(std::string_view name, bool is_directory) {
    const std::size_t slash = name.rfind('/');
    const bool at_root = slash == std::string_view::npos;
    const std::size_t parent = at_root ? 0 : enter(name.substr(0, slash));
    add_node(parent, at_root ? name : name.substr(slash + 1), is_directory, name);
  }

  // The id of a directory, which is added if it is new. Files of one directory come in a row.
  std::size_t enter(std::string_view directory) {
    if (directory == last_directory_) return last_id_;
    std::size_t id = 0;
    for (std::size_t begin = 0; begin < directory.size();) {
      const std::size_t end = std::min(directory.find('/', begin), directory.size());
      id = add_node(id, directory.substr(begin, end - begin), true, directory.substr(0, end));
      begin = end + 1;
    }
    last_directory_ = directory;
    last_id_ = id;
    return id;
  }

  std::size_t add_node(std::size_t parent, std::string_view component, bool is_directory,
                       std::string_view path) {
    // An id has no "/" in decimal, and a component has none at all: the key is unambiguous.
    std::string key = fmt::format_int(parent).str() + '/' + case_fold::fold(component);
    const auto [place, is_new] = nodes_.try_emplace(std::move(key));
    Node& node = place->second;
    if (is_new) {
      node = {std::string(component), nodes_.size(), is_directory};
      return node.id;
    }
    if (node.name != component) {
      fail(fmt::format("{}: case-insensitive file name collision with {}", in_quotes(path),
                       in_quotes(node.name)));
    }
    if (node.is_directory != is_directory) {
      fail(fmt::format("{}: both a file and a directory", in_quotes(path)));
    }
    if (!is_directory) fail(fmt::format("{}: multiple entries for one file", in_quotes(path)));
    return node.id;
  }

  std::unordered_map<std::string, Node> nodes_;
  std::string last_directory_;
  std::size_t last_id_ = 0;
};

void check_go_mod_name(std::string_view name) {
  const std::string_view base = name.substr(name.rfind('/') + 1);
  if (case_fold::fold(base) != "go.mod") return;
  if (base != name)
    fail(fmt::format("{}: go.mod file not in module root directory", in_quotes(name)));
  if (name != "go.mod")
    fail(fmt::format("{}: go.mod files must have lowercase names", in_quotes(name)));
}

void check_regular(std::string_view name, std::uint16_t unix_mode) {
  const unsigned type = unix_mode & S_IFMT;
  if (type != 0 && type != S_IFREG) fail(fmt::format("{}: not a regular file", in_quotes(name)));
}

void check_size(std::string_view name, std::uint64_t size) {
  if (name == "go.mod" && size > mod_file::most_bytes) {
    fail(fmt::format("go.mod file too large (max size is {} bytes)", mod_file::most_bytes));
  }
  if (name == "LICENSE" && size > most_license_bytes) {
    fail(fmt::format("LICENSE file too large (max size is {} bytes)", most_license_bytes));
  }
}

// Contents checks one entry after the other against the rules, and collects what is in the zip.
class Contents {
 public:
  explicit Contents(const ModuleVersion& mod) : prefix_(mod.str() + "/") {}

  void add(const zip_reader::Record& record) {
    if (!record.name.starts_with(prefix_)) {
      fail(fmt::format("{}: path does not have prefix {}", in_quotes(record.name),
                       in_quotes(prefix_)));
    }
    std::string_view name = record.name.substr(prefix_.size());
    const bool is_directory = name.empty() || name.ends_with('/');
    if (!is_directory) {
      add_file(name, record);
      return;
    }
    if (record.size != 0) fail(fmt::format("{}: directory with contents", in_quotes(record.name)));
    if (!name.empty()) {
      name.remove_suffix(1);
      module::check_file_path(name);
      names_.add_directory(name);
    }
    directories.emplace_back(record.name);
  }

  std::vector<ModuleZip::Entry> entries;
  std::vector<std::string> directories;

 private:
  void add_file(std::string_view name, const zip_reader::Record& record) {
    module::check_file_path(name);
    names_.add_file(name);
    check_go_mod_name(name);
    check_regular(name, record.unix_mode);
    if (record.size > module_zip::most_bytes - total_size_) {
      fail(fmt::format("contents too large (max size is {} bytes)", module_zip::most_bytes));
    }
    total_size_ += record.size;
    check_size(name, record.size);
    entries.push_back({std::string(name), record.offset, record.compressed_size, record.size,
                       record.crc32, record.method});
  }

  std::string prefix_;
  NameTree names_;
  std::uint64_t total_size_ = 0;
};

bool entry_less(const ModuleZip::Entry& a, const ModuleZip::Entry& b) {
  return nar::path_less(a.name, b.name);
}

// Inflates one entry; an Error names it.
void inflate(Inflater& inflater, const ModuleZip& zip, const ModuleZip::Entry& entry,
             const Inflater::Sink& sink) {
  try {
    inflater.inflate({zip.compressed(entry), entry.method, entry.size, entry.crc32}, sink);
  } catch (const Error& error) {
    throw with_module(Error(fmt::format("{}: {}", entry.name, error.message()), error.notes()),
                      zip.module());
  }
}

// TreeWriter makes files and directories below one directory.
class TreeWriter {
 public:
  explicit TreeWriter(const std::filesystem::path& root)
      : root_path_(root), root_(open_root(root)) {}

  // create_file opens a new file; entries come in path_less order, so each directory comes once.
  Descriptor create_file(const std::string& name) const {
    Descriptor file(
        ::openat(root_.number(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
    if (!file.is_open()) fail_at(name);
    return file;
  }

  void write(const Descriptor& file, const std::string& name, std::string_view bytes) const {
    if (!file.write(bytes)) fail_at(name);
  }

  void close(Descriptor& file, const std::string& name) const {
    if (!file.close()) fail_at(name);
  }

  // enter makes the directories that lead to `name` and were not made for the file before it.
  void enter(const std::string& name) {
    const std::size_t slash = name.rfind('/');
    const std::string_view directory =
        slash == std::string::npos ? std::string_view() : std::string_view(name).substr(0, slash);
    for (std::size_t begin = 0; begin < directory.size();) {
      const std::size_t end = std::min(directory.find('/', begin), directory.size());
      if (!was_made(directory.substr(0, end))) make(std::string(directory.substr(0, end)));
      begin = end + 1;
    }
    last_directory_ = directory;
  }

 private:
  [[noreturn]] void fail_at(const std::string& name) const {
    const int reason = errno;
    fail(fmt::format("cannot write {}: {}", (root_path_ / name).string(), std::strerror(reason)));
  }

  Descriptor open_root(const std::filesystem::path& root) const {
    std::error_code error;
    std::filesystem::create_directories(root, error);
    if (!error && !std::filesystem::is_empty(root, error) && !error) {
      fail(fmt::format("{}: directory exists and is not empty", root.string()));
    }
    if (error) fail(fmt::format("{}: {}", root.string(), error.message()));
    Descriptor opened(root, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open()) fail(fmt::format("{}: {}", root.string(), std::strerror(errno)));
    return opened;
  }

  bool was_made(std::string_view directory) const {
    return last_directory_.starts_with(directory) &&
           (last_directory_.size() == directory.size() || last_directory_[directory.size()] == '/');
  }

  void make(const std::string& directory) const {
    if (::mkdirat(root_.number(), directory.c_str(), 0755) != 0) fail_at(directory);
  }

  std::filesystem::path root_path_;
  Descriptor root_;
  std::string last_directory_;
};

// FactsReader feeds each file, in one go, to all that want its bytes.
class FactsReader {
 public:
  explicit FactsReader(const ModuleZip& zip)
      : zip_(zip),
        foreign_(zip),
        nar_([this](std::string_view bytes) { nar_hash_.update(bytes); }) {}

  ZipFacts read() {
    for (const ModuleZip::Entry& entry : zip_.entries()) add(entry);
    for (const std::string& name : zip_.directories()) files_.push_back({name, sha256("")});
    nar_.finish();
    facts_.nar = nar_hash_.finish();
    facts_.sum = dirhash::h1(std::move(files_));
    facts_.license = std::move(licenses_).license();
    return std::move(facts_);
  }

 private:
  void add(const ModuleZip::Entry& entry) {
    const std::size_t slash = entry.name.rfind('/');
    const std::string_view base = std::string_view(entry.name).substr(slash + 1);
    const bool is_go = imports::is_candidate(base);
    bool is_other = imports::is_other_source(base);
    const bool is_license = LicenseFiles::is_wanted(entry.name);
    std::string license;
    std::string* const kept = is_license ? &license : kept_text(entry.name);
    std::string head;  // of a Go file too large for one piece
    nar_.begin_file(entry.name, entry.size);
    inflate(inflater_, zip_, entry, [&](std::string_view piece) {
      hash(piece);
      if (kept) kept->append(piece);
      if (std::exchange(is_other, false)) add_other(entry.name, slash, piece);
      if (!is_go) return;
      if (piece.size() == entry.size) {
        add_go_file(entry.name, slash, piece);
      } else if (head.size() < Inflater::most_whole_bytes) {
        head.append(piece);
      }
    });
    if (is_license) licenses_.add(entry.name, license);
    if (is_go && !head.empty()) add_large_go_file(entry.name, slash, head);
    files_.push_back({prefix_ + entry.name, file_hash_.finish()});
    facts_.unpacked_size += entry.size;
  }

  // Both hashes see a stretch of the bytes while it is in the processor's cache.
  void hash(std::string_view bytes) {
    constexpr std::size_t stretch_size = 64 << 10;
    do {
      const std::string_view stretch = bytes.substr(0, stretch_size);
      nar_.contents(stretch);
      file_hash_.update(stretch);
      bytes.remove_prefix(stretch.size());
    } while (!bytes.empty());
  }

  std::string* kept_text(std::string_view name) {
    if (name == "go.mod") return &facts_.go_mod;
    if (name == "go.sum") return &facts_.go_sum;
    if (name == "go.work") return &facts_.go_work;
    return name == "go.work.sum" ? &facts_.go_work_sum : nullptr;
  }

  void add_go_file(std::string_view name, std::size_t slash, std::string_view text) {
    facts_.packages[directory_of(name, slash)].push_back(
        imports::scan_all(name.substr(slash + 1), text, is_foreign_));
  }

  // `text` is cut off far behind any import declarations: names are not found.
  void add_large_go_file(std::string_view name, std::size_t slash, std::string_view text) {
    facts_.packages[directory_of(name, slash)].push_back(
        imports::scan(name.substr(slash + 1), text));
  }

  // `text` may be cut off far behind the comments that it begins with.
  void add_other(std::string_view name, std::size_t slash, std::string_view text) {
    BuildConstraint constraint = imports::other_constraint(name.substr(slash + 1), text);
    if (constraint.is_always()) return;
    facts_.constraints[directory_of(name, slash)].push_back(std::move(constraint));
  }

  static std::string directory_of(std::string_view name, std::size_t slash) {
    return slash == std::string_view::npos ? "." : std::string(name.substr(0, slash));
  }

  const ModuleZip& zip_;
  const ForeignImports foreign_;
  const imports::IsWanted is_foreign_ = [this](std::string_view path) {
    return foreign_.contains(path);
  };
  const std::string prefix_ = zip_.module().str() + "/";
  Inflater inflater_;
  Sha256 nar_hash_;
  Sha256 file_hash_;
  nar::Writer nar_;
  std::vector<dirhash::FileDigest> files_;
  LicenseFiles licenses_;
  ZipFacts facts_;
};

}  // namespace

ModuleZip::ModuleZip(std::string_view bytes, ModuleVersion mod)
    : bytes_(bytes), mod_(std::move(mod)) {
  try {
    module::check(mod_.path, mod_.version);
    check_size(bytes.size());
    Contents contents(mod_);
    for (const zip_reader::Record& record : zip_reader::directory(bytes)) contents.add(record);
    entries_ = std::move(contents.entries);
    directories_ = std::move(contents.directories);
  } catch (const Error& error) {
    throw with_module(error, mod_);
  }
  std::sort(entries_.begin(), entries_.end(), entry_less);
}

std::optional<std::string> ModuleZip::read(std::string_view name) const {
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), name,
      [](const Entry& entry, std::string_view n) { return nar::path_less(entry.name, n); });
  if (found == entries_.end() || found->name != name) return std::nullopt;
  std::string text;
  Inflater inflater;
  inflate(inflater, *this, *found, [&](std::string_view piece) { text.append(piece); });
  return text;
}

void ModuleZip::unpack(const std::filesystem::path& directory) const {
  TreeWriter tree(directory);
  Inflater inflater;
  for (const Entry& entry : entries_) {
    tree.enter(entry.name);
    Descriptor file = tree.create_file(entry.name);
    inflate(inflater, *this, entry,
            [&](std::string_view piece) { tree.write(file, entry.name, piece); });
    tree.close(file, entry.name);
  }
}

namespace module_zip {

FileBytes read_file(const std::filesystem::path& file, const ModuleVersion& mod) {
  std::error_code fault;
  const std::uint64_t size = std::filesystem::file_size(file, fault);
  try {
    if (!fault) check_size(size);
  } catch (const Error& error) {
    throw with_module(error, mod);
  }
  return FileBytes(file);
}

ZipFacts read_facts(const ModuleZip& zip) {
  return FactsReader(zip).read();
}

}  // namespace module_zip
}  // namespace goset
