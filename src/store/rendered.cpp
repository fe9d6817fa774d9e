#include "goset/store/rendered.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"

namespace goset::rendered {

namespace {

// Lines are a lock before and after the place of the record.
struct Lines {
  std::string_view before;
  std::string_view after;
};

// split cuts a text behind its second line.
Lines split(std::string_view lock) {
  const std::size_t second = std::min(lock.find('\n'), lock.size() - 1) + 1;
  const std::size_t end = std::min(lock.find('\n', second), lock.size() - 1) + 1;
  return {lock.substr(0, end), lock.substr(end)};
}

std::string digest(const Lines& lines) {
  Sha256 hash;
  hash.update(lines.before);
  hash.update(lines.after);
  return encoding::sri(hash.finish());
}

std::string record(const Lines& lines, std::string_view packages) {
  return fmt::format("\"rendered\": {{ \"by\": {}, \"lock\": \"{}\", \"packages\": \"{}\" }},\n",
                     renderer, digest(lines), encoding::sri(sha256(packages)));
}

// take_record takes the line that a lock has; empty if it has none.
std::string_view take_record(Lines& lines) {
  const std::string_view line = lines.after.substr(0, lines.after.find('\n') + 1);
  if (!line.starts_with("\"rendered\": {")) return {};
  lines.after.remove_prefix(line.size());
  return line;
}

std::string with_line(std::string lock, std::string_view packages) {
  const Lines lines = split(lock);
  const std::string line = record(lines, packages);
  lock.insert(lines.before.size(), line);
  return lock;
}

bool has_line(std::string_view lock, std::string_view packages) {
  Lines lines = split(lock);
  const std::string_view line = take_record(lines);
  return !line.empty() && line == record(lines, packages);
}

bool has_own_digest(std::string_view lock) {
  Lines lines = split(lock);
  const std::string_view line = take_record(lines);
  return !line.empty() && line.find("\"lock\": \"" + digest(lines) + "\"") != line.npos;
}

// --- several files -------------------------------------------------------------------------------

constexpr std::string_view directory = "rendered/";

// short_digest is of the names and texts of files: 128 bits, for the name of a file.
std::string short_digest(const TextFiles& files) {
  Sha256 hash;
  for (const auto& [name, text] : files) {
    if (is_record(name)) continue;
    hash.update(fmt::format("{} {}\n", name, text.size()));
    hash.update(text);
  }
  const Sha256Digest digest = hash.finish();
  std::string result;
  for (std::size_t i = 0; i < 16; ++i) result += fmt::format("{:02x}", digest[i]);
  return result;
}

std::string begin_of_name(const TextFiles& lock) {
  return fmt::format("{}{}-{}-", directory, renderer, short_digest(lock));
}

}  // namespace

bool is_record(std::string_view name) {
  return name.starts_with(directory);
}

TextFiles with_record(TextFiles lock, const TextFiles& packages) {
  if (is_one_file(lock)) return {{"", with_line(lock.at(""), packages.at(""))}};
  lock[begin_of_name(lock) + short_digest(packages)];
  return lock;
}

bool is_recorded(const TextFiles& lock, const TextFiles& packages) {
  if (is_one_file(lock) != is_one_file(packages)) return false;
  if (is_one_file(lock)) return has_line(lock.at(""), packages.at(""));
  return lock.contains(begin_of_name(lock) + short_digest(packages));
}

bool is_as_written(const TextFiles& lock) {
  if (is_one_file(lock)) return has_own_digest(lock.at(""));
  const std::string begin = begin_of_name(lock);
  const auto found = lock.lower_bound(begin);
  return found != lock.end() && found->first.starts_with(begin);
}

}  // namespace goset::rendered
