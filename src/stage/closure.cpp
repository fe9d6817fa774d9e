#include "closure.hpp"

#include <sstream>
#include <tuple>

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "cacheprog/sha256.hpp"

namespace goset::build {
namespace {

constexpr std::string_view library_word = "library";  // no module path: it has no dot

std::string absent_if_dash(std::string field) {
  return field == "-" ? std::string() : field;
}

std::string dash_if_absent(const std::string& field) {
  return field.empty() ? "-" : field;
}

std::vector<std::string> words_of(std::string_view line) {
  std::istringstream text{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(std::move(word));
  return words;
}

// common_fields reads what a line of a closure and a record begin with, of `count` words in all.
Module common_fields(const std::vector<std::string>& words, std::size_t count,
                     std::string_view line, const std::string& file) {
  if (words.size() != count) throw Failure(file + ": malformed line: " + std::string(line));
  Module module;
  module.version = words[1];
  module.replace = absent_if_dash(words[2]);
  module.go = absent_if_dash(words[3]);
  module.declared = absent_if_dash(words[4]);
  module.sum = words[5];
  return module;
}

// origin_of tells sources apart by a digest of their path, which Nix does not take for a reference.
std::string origin_of(const std::string& source) {
  constexpr std::size_t digits = 16;
  return to_hex(sha256(source)).substr(0, digits);
}

}  // namespace

bool Module::is_same(const Module& other) const {
  const auto common = [](const Module& m) {
    return std::tie(m.version, m.replace, m.go, m.declared, m.sum, m.origin);
  };
  return common(*this) == common(other);
}

std::string Record::line(const std::string& output) const {
  return path + " " + module.version + " " + dash_if_absent(module.replace) + " " +
         dash_if_absent(module.go) + " " + dash_if_absent(module.declared) + " " + module.sum +
         " " + module.origin + " " + output;
}

Record parse_record(std::string_view line, const std::string& file) {
  const std::vector<std::string> words = words_of(line);
  Record record{"", common_fields(words, 7, line, file)};
  record.path = words[0];
  record.module.whole_source = words[6];
  record.module.origin = origin_of(words[6]);
  return record;
}

Module& Closure::add(const std::string& path, const Module& module, const std::string& file) {
  const auto [held, is_new] = modules_.emplace(path, module);
  if (!is_new && !held->second.is_same(module)) {
    throw Failure(file + ": " + path + " comes in two ways: " + held->second.version + " and " +
                  module.version +
                  (held->second.version == module.version ? " from another source" : ""));
  }
  return held->second;
}

void Closure::add_line(std::string_view line, const std::string& file) {
  const std::vector<std::string> words = words_of(line);
  if (words.size() == 2 && words[0] == library_word) return add_library(words[1]);
  Module module = common_fields(words, 8, line, file);
  module.origin = words[6];
  const std::string& output = words[7];
  Module& held = add(words[0], module, file);
  held.outputs.insert(output);
  const std::filesystem::path source = std::filesystem::path(output) / "src";
  if (std::filesystem::is_symlink(source)) {
    held.whole_source = std::filesystem::read_symlink(source);
    held.sources.insert(held.whole_source);
  } else {
    held.sources.insert(source);
  }
  lines_.emplace(line);
}

void Closure::add_source(const Record& record, const std::string& directory) {
  Module& held = add(record.path, record.module, "sources");
  held.sources.insert(directory);
  held.whole_source = directory == record.module.whole_source ? directory : held.whole_source;
}

std::vector<std::string> Closure::caches() const {
  std::vector<std::string> result;
  for (const auto& [path, module] : modules_) {
    for (const std::string& output : module.outputs) result.push_back(output + "/cache");
  }
  return result;
}

std::vector<std::string> Closure::indexes() const {
  std::vector<std::string> result;
  for (const auto& [path, module] : modules_) {
    if (module.sources.size() != 1 || module.outputs.size() != 1) continue;
    result.push_back(*module.outputs.begin() + "/modindex");
  }
  return result;
}

void Closure::add_library(const std::string& directory) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+-._?=";  // as in the store
  if (directory.find_first_not_of(plain) != std::string::npos) {
    throw Failure("bad name of a directory of C libraries: " + directory);
  }
  libraries_.insert(directory);
  lines_.insert(std::string(library_word) + " " + directory);
}

void Closure::add_file(const std::filesystem::path& file) {
  for (const std::string& line : read_lines(file)) add_line(line, file.string());
}

std::string Closure::str() const {
  std::string text;
  for (const std::string& line : lines_) text += line + "\n";
  return text;
}

Closure read_closure(const std::filesystem::path& list_file) {
  Closure closure;
  for (const std::string& output : read_lines(list_file)) {
    closure.add_file(std::filesystem::path(output) / "closure");
  }
  return closure;
}

}  // namespace goset::build
