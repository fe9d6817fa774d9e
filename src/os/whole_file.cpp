#include "goset/os/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"
#include "goset/os/descriptor.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t block_size = 65536;

[[noreturn]] void fail(const fs::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
}

std::error_code last_fault() {
  return {errno, std::generic_category()};
}

// open_to_read returns what is not open where there is no such file. A repository may have a pipe or a
// device in the place of a file: it is not waited for. What is below /dev, somebody has named himself.
Descriptor open_to_read(const fs::path& file) {
  if (file.native().starts_with("/dev/")) return Descriptor(file, O_RDONLY);
  Descriptor in(file, O_RDONLY | O_NONBLOCK);
  if (!in.is_open() && errno != ENOENT && errno != ENOTDIR && errno != ENXIO) fail(file, errno);
  struct stat status {};
  const bool is_known = in.is_open() ? ::fstat(in.number(), &status) == 0
                                     : errno == ENXIO && ::stat(file.c_str(), &status) == 0;
  if (is_known && S_ISDIR(status.st_mode)) fail(file, EISDIR);
  if (is_known && !S_ISREG(status.st_mode)) {
    throw Error(fmt::format("{}: not a regular file", file.lexically_normal().string()));
  }
  return in;
}

// pass hands over what is left of an open file; false on a fault.
template <typename Use>
bool pass(const Descriptor& in, const Use& use) {
  char block[block_size];
  while (true) {
    const std::optional<std::size_t> got = in.read(block, sizeof block);
    if (!got) return false;
    if (*got == 0) return true;
    use(std::string_view(block, *got));
  }
}

}  // namespace

std::optional<std::string> read_file(const fs::path& file) {
  std::string text;
  const bool found = read_blocks(file, [&](std::string_view block) {
    if (text.size() + block.size() > most_text_bytes) {
      throw Error(fmt::format("{}: larger than {} MiB", file.lexically_normal().string(),
                              most_text_bytes >> 20));
    }
    text += block;
  });
  return found ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> read_cached(const fs::path& file, std::uint64_t most) {
  // Opening a FIFO would wait for one who writes.
  const Descriptor in(file, O_RDONLY | O_NONBLOCK);
  struct stat status {};
  if (!in.is_open() || ::fstat(in.number(), &status) != 0) return std::nullopt;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || size > most) return std::nullopt;
  std::string text(size, '\0');
  if (!in.read_at(text.data(), text.size(), 0)) return std::nullopt;
  return text;
}

bool read_blocks(const fs::path& file, const std::function<void(std::string_view)>& use) {
  const Descriptor in = open_to_read(file);
  if (!in.is_open()) return false;
  if (!pass(in, use)) fail(file, errno);
  return true;
}

FileBytes::FileBytes(const fs::path& file) {
  const Descriptor in = open_to_read(file);
  if (!in.is_open()) fail(file, ENOENT);
  struct stat status {};
  if (::fstat(in.number(), &status) != 0) fail(file, errno);
  const auto size = static_cast<std::size_t>(status.st_size);
  data_ = std::make_unique_for_overwrite<char[]>(size);
  // What was cut off since is not there; what was added since is not asked for.
  while (size_ < size) {
    const std::optional<std::size_t> got = in.read(data_.get() + size_, size - size_);
    if (!got) fail(file, errno);
    if (*got == 0) break;
    size_ += *got;
  }
}

std::error_code write_new(const fs::path& file, std::string_view bytes, Durable durable,
                          std::optional<mode_t> mode) {
  Descriptor out(file, O_WRONLY | O_CREAT | O_EXCL, mode.value_or(0666));
  if (!out.is_open()) return last_fault();
  if (mode && ::fchmod(out.number(), *mode) != 0) return last_fault();
  if (!out.write(bytes)) return last_fault();
  if (durable == Durable::yes && ::fsync(out.number()) != 0) return last_fault();
  if (!out.close()) return last_fault();
  return {};
}

std::error_code replace_file(const fs::path& file, std::string_view bytes) {
  std::error_code fault;
  const fs::path target = fs::weakly_canonical(file, fault);
  if (fault) return fault;
  if (fs::exists(target, fault) && !fs::is_regular_file(target, fault)) {
    return std::make_error_code(fs::is_directory(target, fault) ? std::errc::is_a_directory
                                                                : std::errc::invalid_argument);
  }
  fs::path fresh = target;
  fresh += ".goset-new";
  fs::remove(fresh, fault);  // of a run that was killed
  fault = write_new(fresh, bytes, Durable::no);
  if (!fault) fs::rename(fresh, target, fault);
  std::error_code ignored;
  if (fault) fs::remove(fresh, ignored);
  return fault;
}

}  // namespace goset
