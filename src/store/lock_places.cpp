#include "goset/store/lock_places.hpp"

#include <algorithm>
#include <string_view>

#include "goset/model/lock.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/rendered.hpp"

namespace goset {

namespace {

// key_of returns the key that a line begins with behind `indent`; empty for another line.
std::string_view key_of(std::string_view line, std::string_view indent) {
  if (!line.starts_with(indent) || !line.substr(indent.size()).starts_with('"')) return {};
  line.remove_prefix(indent.size() + 1);
  const std::size_t end = line.find("\": ");
  return end == line.npos ? std::string_view() : line.substr(0, end);
}

std::string file_of(const std::string& name) {
  return name.empty() ? Lock::file_name : std::string(Lock::file_name) + "/" + name;
}

}  // namespace

LockPlaces::LockPlaces(const TextFiles& files) : first_(Lock::file_name) {
  if (!is_one_file(files)) first_ = file_of(lock::head_file);
  for (const auto& [name, text] : files) {
    if (rendered::is_record(name)) continue;
    std::string section;
    std::size_t number = 0;
    for (std::string_view left = text; !left.empty();) {
      const std::string_view line = left.substr(0, left.find('\n'));
      left.remove_prefix(std::min(left.size(), line.size() + 1));
      ++number;
      if (const std::string_view key = key_of(line, ""); !key.empty()) {
        section = key;
        places_.try_emplace(section + "\n", Place{file_of(name), number});
      } else if (const std::string_view record = key_of(line, " "); !record.empty()) {
        places_.try_emplace(section + "\n" + std::string(record), Place{file_of(name), number});
      }
    }
  }
}

std::optional<LockPlaces::Place> LockPlaces::place(const std::string& section,
                                                   const std::string& key) const {
  const auto found = places_.find(section + "\n" + key);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<LockPlaces::Place> LockPlaces::of_module(const std::string& path,
                                                       const std::string& version) const {
  const std::string in_tracks = "versions\n" + ModuleVersion{path, version}.str();
  // The key of a replaced one goes on.
  const auto found = places_.lower_bound(in_tracks);
  if (found != places_.end() &&
      (found->first == in_tracks || found->first.starts_with(in_tracks + " => "))) {
    return found->second;
  }
  return place("modules", path);
}

LockPlaces::Place LockPlaces::of_leaf(const std::string& name) const {
  return place("leaves", name).value_or(Place{first_, 1});
}

LockPlaces::Place LockPlaces::of_inputs() const {
  return place("inputs", "").value_or(Place{first_, 1});
}

}  // namespace goset
