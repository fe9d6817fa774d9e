#include "goset/store/conflict.hpp"

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

std::optional<Lock> parsed(const Folder& folder, const std::string& text) {
  try {
    return lock::parse(folder.shown(Folder::lock_name), text);
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

KnownLock KnownLock::read(const Folder& folder) {
  const std::optional<std::string> text = folder.read(Folder::lock_name);
  KnownLock result;
  if (!text) return result;
  result.has_conflict = goset::has_conflict(*text);
  if (!result.has_conflict) {
    result.before = lock::parse(folder.shown(Folder::lock_name), *text);
    const std::optional<std::string> packages = folder.read(Folder::packages_name);
    result.is_recorded = packages && rendered::is_recorded(*text, *packages);
    result.before->is_as_written = result.is_recorded || rendered::is_as_written(*text);
    return result;
  }
  const Sides sides = sides_of(*text);
  result.before = parsed(folder, sides.ours);
  if (const std::optional<Lock> theirs = parsed(folder, sides.theirs)) {
    result.merged = result.before ? with_facts_of(*result.before, *theirs) : *theirs;
  }
  return result;
}

}  // namespace goset
