#include "goset/store/conflict.hpp"

#include <algorithm>

#include "goset/error.hpp"
#include "goset/store/rendered.hpp"

// A lock follows from goset.toml and the leaves; what it adds is that nothing has to be downloaded
// again, and which checksums must stay. So of two sides of a merge nothing has to be chosen: their
// facts are put together, and resolution takes what it needs.

namespace goset {

namespace {

enum class Marker { none, ours, base, theirs, end };

Marker marker(std::string_view line) {
  const auto is = [&](std::string_view sign) {
    return line.starts_with(sign) &&
           (line.size() == sign.size() || line[sign.size()] == ' ' || line[sign.size()] == '\r');
  };
  if (is("<<<<<<<")) return Marker::ours;
  if (is("|||||||")) return Marker::base;
  if (is("=======")) return Marker::theirs;
  return is(">>>>>>>") ? Marker::end : Marker::none;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

std::optional<Lock> parsed(const Folder& folder, const TextFiles& files) {
  try {
    return lock::parse(folder.shown(Folder::lock_name), files);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// with_facts_of adds what another lock knows. It stands in tracks of their own, which nobody is in:
// no module of `lock` is hidden by one of the same path.
Lock with_facts_of(Lock lock, const Lock& other) {
  const std::string name = "merged";
  SetTrack& facts = lock.set.tracks[name];
  facts.automatic = true;
  for (const auto& [path, module] : other.set.modules) {
    facts.modules.emplace(path, std::make_shared<SetModule>(module));
  }
  for (auto [m, candidate] : other.set.candidates) {
    candidate.apart = true;
    lock.set.candidates.emplace(m, std::move(candidate));
  }
  for (const auto& [track, record] : other.set.tracks) {
    lock.set.tracks[name + " " + track] = record;
  }
  lock.set.leaves.insert(other.set.leaves.begin(), other.set.leaves.end());
  lock.is_without_licenses = lock.is_without_licenses || other.is_without_licenses;
  for (const auto& [reason, mods] : other.unverified) {
    lock.unverified[reason].insert(mods.begin(), mods.end());
  }
  return lock;
}

}  // namespace

bool has_conflict(std::string_view text) {
  bool begun = false;
  while (!text.empty()) {
    const Marker found = marker(take_line(text));
    if (found == Marker::ours) begun = true;
    if (found == Marker::end && begun) return true;
  }
  return false;
}

Sides sides_of(std::string_view text) {
  Sides sides;
  Marker in = Marker::none;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const Marker found = marker(line);
    if (found != Marker::none) {
      in = found == Marker::end ? Marker::none : found;
      continue;
    }
    if (in == Marker::none || in == Marker::ours) sides.ours.append(line).append("\n");
    if (in == Marker::none || in == Marker::theirs) sides.theirs.append(line).append("\n");
  }
  return sides;
}

bool has_conflict(const TextFiles& files) {
  return std::any_of(files.begin(), files.end(),
                     [](const auto& file) { return has_conflict(file.second); });
}

KnownLock KnownLock::read(const Folder& folder) {
  KnownLock result;
  result.there = Generated::read(folder);
  const TextFiles& lock = result.there.lock;
  if (lock.empty()) return result;
  result.has_conflict = goset::has_conflict(lock);
  if (!result.has_conflict) {
    result.before = lock::parse(folder.shown(Folder::lock_name), lock);
    result.is_recorded =
        !result.there.packages.empty() && rendered::is_recorded(lock, result.there.packages);
    result.before->is_as_written = result.is_recorded;
    if (!result.is_recorded) lock::note_edits(*result.before, lock);
    return result;
  }
  TextFiles ours;
  TextFiles theirs;
  for (const auto& [name, text] : lock) {
    Sides sides = sides_of(text);
    ours[name] = std::move(sides.ours);
    theirs[name] = std::move(sides.theirs);
  }
  result.before = parsed(folder, ours);
  if (const std::optional<Lock> other = parsed(folder, theirs)) {
    result.merged = result.before ? with_facts_of(*result.before, *other) : *other;
  }
  return result;
}

}  // namespace goset
