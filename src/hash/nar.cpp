#include "goset/hash/nar.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace goset::nar {
namespace {

constexpr std::uint64_t alignment = 8;

// A "/" ends a component, so it comes before every byte that a name may hold.
int rank(char c) {
  return c == '/' ? -1 : static_cast<unsigned char>(c);
}

bool is_below(std::string_view path, std::string_view ancestor) {
  return path.size() > ancestor.size() && path.starts_with(ancestor) &&
         path[ancestor.size()] == '/';
}

bool is_name(std::string_view component) {
  return !component.empty() && component != "." && component != ".." &&
         component.find('\0') == std::string_view::npos;
}

// The first component of `rest`, which is cut off it together with its slash.
std::string_view next_component(std::string_view& rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view component = rest.substr(0, slash);
  rest.remove_prefix(std::min(slash + 1, rest.size()));
  return component;
}

}  // namespace

bool path_less(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return rank(x) < rank(y); });
}

Writer::Writer(Sink sink) : sink_(std::move(sink)) {
  string("nix-archive-1");
  string("(");
  string("type");
  string("directory");
}

// Begins what is no directory, up to its type.
void Writer::begin_node(std::string_view path) {
  end_file();
  check_order(path);
  last_path_ = path;
  last_is_directory_ = false;

  const std::size_t slash = path.rfind('/');
  const bool at_root = slash == std::string_view::npos;
  enter(at_root ? std::string_view() : path.substr(0, slash));
  begin_entry(at_root ? path : path.substr(slash + 1));
}

void Writer::begin_file(std::string_view path, std::uint64_t size, bool executable) {
  begin_node(path);
  string("regular");
  if (executable) {
    string("executable");
    string("");
  }
  string("contents");
  number(size);
  in_file_ = true;
  left_ = size_ = size;
}

void Writer::contents(std::string_view bytes) {
  if (!in_file_ || bytes.size() > left_) {
    throw std::logic_error("nar: more contents than the size of " + last_path_);
  }
  flush();
  sink_(bytes);
  left_ -= bytes.size();
}

void Writer::link(std::string_view path, std::string_view target) {
  begin_node(path);
  string("symlink");
  string("target");
  string(target);
  string(")");
  string(")");
}

void Writer::directory(std::string_view path) {
  end_file();
  check_order(path);
  last_path_ = path;
  last_is_directory_ = true;
  enter(path);
}

void Writer::finish() {
  if (finished_) throw std::logic_error("nar: finished twice");
  end_file();
  leave_directories(0);
  string(")");
  flush();
  finished_ = true;
}

void Writer::check_order(std::string_view path) const {
  const bool first = last_path_.empty();
  const bool below_file = !last_is_directory_ && is_below(path, last_path_);
  if (finished_ || (!first && (!path_less(last_path_, path) || below_file))) {
    throw std::logic_error("nar: " + std::string(path) + " does not follow " + last_path_);
  }
  bool valid = !path.empty() && !path.ends_with('/');
  for (std::string_view rest = path; !rest.empty();) {
    valid = is_name(next_component(rest)) && valid;
  }
  if (!valid) throw std::logic_error("nar: not a relative path: " + std::string(path));
}

// Leaves the directories that `directory` does not share, and opens those that are new.
void Writer::enter(std::string_view directory) {
  std::size_t depth = 0;
  std::string_view rest = directory;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const std::string_view name = next_component(rest);
    if (depth == open_.size() || open_[depth] != name) {
      rest = before;
      break;
    }
    depth++;
  }
  leave_directories(depth);
  while (!rest.empty()) {
    const std::string_view name = next_component(rest);
    begin_entry(name);
    string("directory");
    open_.emplace_back(name);
  }
}

void Writer::leave_directories(std::size_t depth) {
  for (; open_.size() > depth; open_.pop_back()) {
    string(")");  // of the object
    string(")");  // of its entry
  }
}

void Writer::end_file() {
  if (!in_file_) return;
  if (left_ != 0) throw std::logic_error("nar: contents of " + last_path_ + " are cut short");
  pad(size_);
  string(")");
  string(")");
  in_file_ = false;
}

void Writer::begin_entry(std::string_view name) {
  string("entry");
  string("(");
  string("name");
  string(name);
  string("node");
  string("(");
  string("type");
}

void Writer::string(std::string_view s) {
  number(s.size());
  pending_ += s;
  pad(s.size());
}

void Writer::number(std::uint64_t n) {
  for (int byte = 0; byte < 8; byte++) pending_ += static_cast<char>(n >> (8 * byte) & 0xff);
}

void Writer::pad(std::uint64_t size) {
  pending_.append((alignment - size % alignment) % alignment, '\0');
}

void Writer::flush() {
  sink_(pending_);
  pending_.clear();
}

}  // namespace goset::nar
