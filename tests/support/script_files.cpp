#include <fmt/format.h>
#include <sys/stat.h>

#include "goset/go/unicode.hpp"
#include "support/archive_builder.hpp"
#include "support/script.hpp"
#include "support/text_file.hpp"

// The commands of a script that make, change and compare files.

namespace fs = std::filesystem;

using text_file::fail;
using text_file::replace_all;

void Script::exists(const Command& command) {
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    if (fs::exists(fs::symlink_status(place(command.words[i]))) == command.negated) {
      fail(fmt::format("{} {}", command.words[i], command.negated ? "exists" : "does not exist"));
    }
  }
}

void Script::remove(const Command& command) {
  for (const std::string& name : behind(command, 1).words) fs::remove_all(place(name));
}

void Script::make_directories(const Command& command) {
  for (const std::string& name : behind(command, 1).words) fs::create_directories(place(name));
}

void Script::chmod(const Command& command) {
  need(command, 2);
  const int mode = std::stoi(command.words[1], nullptr, 8);
  fs::permissions(place(command.words[2]), static_cast<fs::perms>(mode));
}

void Script::copy(const Command& command) {
  need(command, 2);
  if (command.words[1] == "stdout" || command.words[1] == "stderr") {
    return text_file::write(place(command.words[2]), contents(command.words[1]));
  }
  const fs::path from = place(command.words[1]);
  const fs::path to = place(command.words[2]);
  if (command.words[0] == "mv") return fs::rename(from, to);
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void Script::edit(const Command& command) {
  need(command, 3);
  std::string text = contents(command.words[1]);
  std::string to = command.words[3];
  replace_all(to, "\\n", "\n");
  if (replace_all(text, command.words[2], to) == 0) fail("no such text in\n" + text);
  text_file::write(place(command.words[1]), text);
}

namespace {

// bytes_of replaces each \xHH by that byte.
std::string bytes_of(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\x", at)) != std::string::npos; ++at) {
    const int byte = std::stoi(text.substr(at + 2, 2), nullptr, 16);
    text.replace(at, 4, 1, static_cast<char>(byte));
  }
  return text;
}

}  // namespace

void Script::bytes(const Command& command) {
  for (const std::string& name : behind(command, 1).words) {
    text_file::write(place(name), bytes_of(contents(name)));
  }
}

void Script::check_shown(const std::string& text) const {
  for (std::size_t at = 0; at < text.size();) {
    const auto rune = goset::unicode::decode(std::string_view(text).substr(at));
    const bool is_shown = rune.valid && goset::unicode::is_printable(rune.value);
    if (!is_shown && rune.value != '\n') {
      fail(fmt::format("U+{:04X} is in\n{}", static_cast<unsigned>(rune.value), text));
    }
    at += rune.size;
  }
}

void Script::shown(const Command& command) {
  for (const std::string& name : behind(command, 1).words) check_shown(contents(name));
}

void Script::append(const Command& command) {
  need(command, 2);
  const std::string& name = command.words[1];
  text_file::write(place(name), contents(name) + command.words[2] + "\n");
}

void Script::truncate(const Command& command) {
  need(command, 1);
  const fs::path file = place(command.words[1]);
  fs::resize_file(file, fs::file_size(file) / 2);
}

void Script::pack(const Command& command) {
  const fs::path file = place(command.words.at(1));
  fs::create_directories(file.parent_path());
  const std::string prefix = command.words.size() > 3 ? bytes_of(command.words[3]) : "src-1.0/";
  write_archive(file, entries_of(place(command.words.at(2)), prefix));
}

void Script::sums(const Command& command) {
  const std::string& directory = command.words[1];
  std::string more;
  for (std::size_t i = 2; i < command.words.size(); ++i) {
    std::string line = "require " + command.words[i] + "\n";
    line[line.find('@')] = ' ';
    more += line;
  }
  text_file::write(place(directory) / "go.sum",
                   modules_.go_sum(contents(directory + "/go.mod") + more));
}

std::map<std::string, Script::Stamp> Script::stamps() const {
  std::map<std::string, Stamp> result;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(work_)) {
    struct stat status {};
    if (lstat(entry.path().c_str(), &status) != 0) fail("cannot stat " + entry.path().string());
    Stamp& stamp = result[entry.path().lexically_relative(work_).string()];
    stamp.mode = status.st_mode;
    if (entry.is_symlink()) {
      stamp.contents = fs::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      stamp.contents = text_file::read(entry.path());
      stamp.seconds = status.st_mtim.tv_sec;
      stamp.nanoseconds = status.st_mtim.tv_nsec;
    }
  }
  return result;
}

void Script::snapshot(const Command&) {
  snapshot_ = stamps();
}

void Script::unchanged(const Command&) {
  if (snapshot_.empty()) fail("no snapshot was taken");
  const std::map<std::string, Stamp> now = stamps();
  for (const auto& [name, stamp] : now) {
    const auto before = snapshot_.find(name);
    if (before == snapshot_.end()) fail(name + " is new");
    if (before->second != stamp) fail(name + " was changed");
  }
  for (const auto& [name, stamp] : snapshot_) {
    if (!now.contains(name)) fail(name + " is gone");
  }
}
