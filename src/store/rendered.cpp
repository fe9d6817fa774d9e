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

// take_line takes the next line if it begins so; empty if it does not.
std::string_view take_line(Lines& lines, std::string_view begin) {
  const std::string_view line = lines.after.substr(0, lines.after.find('\n') + 1);
  if (!line.starts_with(begin)) return {};
  lines.after.remove_prefix(line.size());
  return line;
}

// take_record takes the line that a lock has; empty if it has none.
std::string_view take_record(Lines& lines) {
  return take_line(lines, "\"rendered\": {");
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

// State is what a text's digest says of the text.
enum class State { unknown, as_written, edited };

State state_of(std::string_view lock) {
  Lines lines = split(lock);
  const std::string_view line = take_record(lines);
  if (line.empty()) return State::unknown;
  const bool is_right = line.find("\"lock\": \"" + digest(lines) + "\"") != line.npos;
  return is_right ? State::as_written : State::edited;
}

// --- several files -------------------------------------------------------------------------------

constexpr std::string_view directory = "rendered/";

// split_file cuts a file of several behind its first line, and takes the digest that follows.
std::pair<Lines, std::string_view> split_file(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
  Lines lines{text.substr(0, end), text.substr(end)};
  const std::string_view line = take_line(lines, "\"digest\": ");
  return {lines, line};
}

std::string digest_line(const Lines& lines) {
  return fmt::format("\"digest\": \"{}\",\n", digest(lines));
}

std::string with_digest(std::string_view text) {
  const Lines lines = split_file(text).first;
  return fmt::format("{}{}{}", lines.before, digest_line(lines), lines.after);
}

State state_of_file(std::string_view text) {
  const auto [lines, line] = split_file(text);
  if (line.empty()) return State::unknown;
  return line == digest_line(lines) ? State::as_written : State::edited;
}

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
  for (auto& [name, text] : lock) {
    if (!is_record(name)) text = with_digest(text);
  }
  lock[begin_of_name(lock) + short_digest(packages)];
  return lock;
}

bool is_recorded(const TextFiles& lock, const TextFiles& packages) {
  if (is_one_file(lock) != is_one_file(packages)) return false;
  if (is_one_file(lock)) return has_line(lock.at(""), packages.at(""));
  return lock.contains(begin_of_name(lock) + short_digest(packages));
}

bool is_as_written(const TextFiles& lock) {
  if (is_one_file(lock)) return state_of(lock.at("")) == State::as_written;
  const std::string begin = begin_of_name(lock);
  const auto found = lock.lower_bound(begin);
  return found != lock.end() && found->first.starts_with(begin);
}

std::set<std::string> edited_files(const TextFiles& lock) {
  if (is_one_file(lock)) {
    const bool is_edited = state_of(lock.at("")) == State::edited;
    return is_edited ? std::set<std::string>{""} : std::set<std::string>{};
  }
  std::set<std::string> result;
  std::set<std::string> unknown;
  bool has_digests = false;
  for (const auto& [name, text] : lock) {
    if (is_record(name)) continue;
    const State state = state_of_file(text);
    if (state == State::unknown) {
      unknown.insert(name);
      continue;
    }
    has_digests = true;
    if (state == State::edited) result.insert(name);
  }
  if (has_digests) result.merge(unknown);
  return result;
}

}  // namespace goset::rendered
