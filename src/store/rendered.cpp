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

}  // namespace

std::string with_record(std::string lock, std::string_view packages) {
  const Lines lines = split(lock);
  const std::string line = record(lines, packages);
  lock.insert(lines.before.size(), line);
  return lock;
}

bool is_recorded(std::string_view lock, std::string_view packages) {
  Lines lines = split(lock);
  const std::string_view line = take_record(lines);
  return !line.empty() && line == record(lines, packages);
}

bool is_as_written(std::string_view lock) {
  Lines lines = split(lock);
  const std::string_view line = take_record(lines);
  return !line.empty() && line.find("\"lock\": \"" + digest(lines) + "\"") != line.npos;
}

}  // namespace goset::rendered
