#include "closure.hpp"

#include <array>
#include <sstream>

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"

namespace goset::build {
namespace {

constexpr std::string_view library_word = "library";  // no module path: it has no dot

std::string absent_if_dash(std::string field) {
  return field == "-" ? std::string() : field;
}

}  // namespace

void Closure::add_line(std::string_view line, const std::string& origin) {
  std::istringstream text{std::string(line)};
  std::array<std::string, 8> fields;
  for (std::string& field : fields) text >> field;
  if (fields[0] == library_word && !fields[1].empty() && fields[2].empty()) {
    add_library(fields[1]);
    return;
  }
  std::string more;
  if (fields.back().empty() || text >> more) {
    throw Failure(origin + ": malformed line: " + std::string(line));
  }
  const auto& [path, version, replace, go, declared, sum, source, cache] = fields;
  const Module module{
      version, absent_if_dash(replace), absent_if_dash(go), absent_if_dash(declared), sum, source};
  const auto [held, is_new] = modules_.emplace(path, module);
  if (!is_new && held->second != module) {
    throw Failure(origin + ": " + path + " comes in two ways: " + held->second.version + " from " +
                  held->second.source + " and " + version + " from " + source);
  }
  if (cache != "-") caches_.insert(cache);
  lines_.emplace(line);
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

std::vector<std::string> read_lines(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

Closure read_closure(const std::filesystem::path& list_file) {
  Closure closure;
  for (const std::string& output : read_lines(list_file)) {
    closure.add_file(std::filesystem::path(output) / "closure");
  }
  return closure;
}

}  // namespace goset::build
