#include "store.hpp"

#include <fcntl.h>

#include <cstdio>
#include <cstring>
#include <set>

#include "failure.hpp"
#include "index.hpp"

namespace goset::build {
namespace {

// Beginnings of equal length, which tell what an object is.
constexpr std::string_view archive_magic = "!<arch>\n";
constexpr std::string_view index_magic = "go index";
static_assert(archive_magic.size() == index_magic.size());

}  // namespace

std::size_t Store::FirstBytes::operator()(const Digest& digest) const {
  std::size_t bits = 0;
  std::memcpy(&bits, digest.data(), sizeof bits);
  return bits;
}

Store::Store(const Outputs& outputs, std::filesystem::path scratch)
    : outputs_(outputs), scratch_(std::move(scratch)) {
  std::filesystem::create_directories(scratch_ / "tmp");
  open(Kind::archive);
  open(Kind::index);
}

void Store::open(Kind kind) {
  if (!is_kept(kind)) return;
  const std::filesystem::path& output = root(kind);
  std::filesystem::create_directories(output / "objects");
  std::filesystem::remove_all(output / "tmp");
  std::filesystem::create_directory(output / "tmp");
  const std::filesystem::path file = output / "index";
  if (!std::filesystem::exists(file)) return;
  const std::string bytes = read_file(file);
  const std::size_t count = index::check(bytes, file);
  for (std::size_t i = 0; i < count; ++i) {
    held_[index::action_at(bytes, i)] = {index::entry_at(bytes, i), kind};
  }
}

const std::filesystem::path& Store::root(Kind kind) const {
  if (kind == Kind::archive && !outputs_.archives.empty()) return outputs_.archives;
  if (kind == Kind::index && !outputs_.indexes.empty()) return outputs_.indexes;
  return scratch_;
}

std::filesystem::path Store::place(const Held& held) const {
  const std::string name = to_hex(held.entry.output);
  return is_kept(held.kind) ? root(held.kind) / "objects" / name : scratch_ / name;
}

std::optional<Store::Hit> Store::find(const Digest& action) const {
  const auto found = held_.find(action);
  if (found == held_.end()) return std::nullopt;
  return Hit{found->second.entry, place(found->second).string()};
}

Store::Put::Put(Store& store, const Digest& action, const wire::Entry& entry)
    : store_(store), action_(action), entry_(entry) {}

void Store::Put::append(std::span<const std::uint8_t> piece) {
  if (failure_) return;
  try {
    write(piece);
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

void Store::Put::choose_place() {
  if (head_ == archive_magic) kind_ = Kind::archive;
  if (head_ == index_magic) kind_ = Kind::index;
  temporary_ = store_.root(kind_) / "tmp" / "body";
  file_ = FileDescriptor::open(temporary_, O_WRONLY | O_CREAT | O_TRUNC);
  file_.write_all(head_.data(), head_.size(), temporary_);
}

void Store::Put::write(std::span<const std::uint8_t> piece) {
  hash_.update(piece.data(), piece.size());
  if (file_.get() < 0) {
    while (head_.size() < archive_magic.size() && !piece.empty()) {
      head_ += static_cast<char>(piece[0]);
      piece = piece.subspan(1);
    }
    if (head_.size() < archive_magic.size()) return;
    choose_place();
  }
  file_.write_all(piece.data(), piece.size(), temporary_);
}

std::string Store::Put::finish() {
  if (failure_) throw Failure(*failure_);
  if (file_.get() < 0) choose_place();
  file_.close_checked(temporary_);
  if (hash_.finish() != entry_.output) {
    throw Failure("put " + to_hex(action_) + ": the body's SHA-256 is not its OutputID " +
                  to_hex(entry_.output));
  }
  const Held held{entry_, kind_};
  const std::filesystem::path path = store_.place(held);
  if (std::rename(temporary_.c_str(), path.c_str()) != 0) fail_with_errno(path.string());
  store_.held_[action_] = held;
  if (kind_ == Kind::archive) ++store_.archives_;
  return path.string();
}

void Store::close() {
  close(Kind::archive);
  close(Kind::index);
}

void Store::close(Kind kind) {
  if (!is_kept(kind)) return;
  const std::filesystem::path& output = root(kind);
  std::map<Digest, wire::Entry> kept;
  std::set<std::string> names;
  for (const auto& [action, held] : held_) {
    if (held.kind != kind) continue;
    kept[action] = held.entry;
    names.insert(to_hex(held.entry.output));
  }
  // An action put twice with two results leaves an object that nothing names.
  for (const auto& object : std::filesystem::directory_iterator(output / "objects")) {
    if (!names.contains(object.path().filename())) std::filesystem::remove(object.path());
  }
  std::filesystem::remove_all(output / "tmp");
  index::write(output / "index", kept);
}

}  // namespace goset::build
