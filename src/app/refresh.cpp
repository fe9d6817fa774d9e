#include "goset/app/refresh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "goset/app/drift.hpp"
#include "goset/app/generate.hpp"
#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/rendered.hpp"

namespace goset {

Refresh::Refresh(const Folder& folder, const SetFiles& files, Request request)
    : folder_(folder),
      request_(std::move(request)),
      manifest_(files.manifest()),
      known_(KnownLock::read(folder)),
      before_(known_.before),
      changes_(folder) {
  files.plan(changes_);
  if (!request_.from.empty()) from_ = need_lock_at(request_.from);
  const bool is_of_old_format = before_ && before_->is_without_licenses;
  is_current_ = !request_.compact && !from_ && !known_.has_conflict && !is_of_old_format &&
                changes_.planned().empty() && find_drift(folder, manifest_, known_).empty();
}

void Refresh::keep() {
  if (!known_.is_recorded)
    plan(lock_texts(*known_.there.layout(), *before_), known_.there.packages);
}

void Refresh::relock(Session& session, const std::function<void(const std::string&)>& progress) {
  const std::optional<Lock>& facts = from_ ? from_ : known_.facts();
  adopt(goset::relock(manifest_, folder_.directory(), facts, session, progress, request_.compact));
}

void Refresh::adopt(Relocked relocked) {
  relocked_ = std::move(relocked);
  need_programs();
  const Manifest::Layout layout = manifest_.layout;
  plan(lock_texts(layout, relocked_->lock),
       render_packages(layout, relocked_->lock, relocked_->graph));
}

// need_programs refuses a library, as `go install` does.
void Refresh::need_programs() const {
  for (const std::string& name : request_.programs) {
    const SetLeaf& leaf = set().leaves.at(name);
    if (!relocked_->without_program.contains(name)) continue;
    const ModuleVersion m{leaf.module, leaf.version};
    Error error(
        fmt::format("{}: no main package matches {}", m.str(), fmt::join(leaf.patterns, " ")),
        {"so there is no program to build"});
    if (!m.version.empty()) {
      error.add_note("modules come into the set with the programs that import them");
      error.add_note(fmt::format("to set a minimum version: goset pin --floor {}", m.str()));
    }
    throw error;
  }
}

void Refresh::plan(TextFiles lock, TextFiles packages) {
  const Generated files{rendered::with_record(std::move(lock), packages), std::move(packages)};
  files.plan(changes_, folder_);
}

// change_from compares with a lock; with one that is not whole, since files of it were merged, as if there
// were none.
SetChange Refresh::change_from(const std::optional<Lock>& before) const {
  try {
    return SetChange::of(before, relocked_->lock, relocked_->graph, relocked_->reasons);
  } catch (const Error&) {
    if (!before) throw;
    return change_from(std::nullopt);
  }
}

SetChange Refresh::change() const {
  SetChange result;
  if (relocked_) {
    result = change_from(before_);
    result.dropped = request_.dropped;
  }
  result.held_back = held_back();
  result.files = files();
  return result;
}

std::vector<Unused> Refresh::unused() const {
  std::vector<Unused> all = unused_decisions(manifest_, set());
  std::erase_if(all, [&](const Unused& one) { return request_.asked.contains(one.pin); });
  return all;
}

// held_back adds the tracks that keep a module below the version that was asked for.
std::vector<SetChange::HeldBack> Refresh::held_back() const {
  std::vector<SetChange::HeldBack> result = request_.held_back;
  for (const auto& [path, version] : request_.asked) {
    for (const auto& [name, track] : set().tracks) {
      const auto held = track.modules.find(path);
      if (held == track.modules.end()) continue;
      if (semver::compare(held->second->version, version) >= 0) continue;
      result.push_back(SetChange::HeldBack::in_track(path + " " + version, name,
                                                     held->second->version, track.reason));
    }
  }
  return result;
}

std::vector<std::string> Refresh::files() const {
  std::vector<std::string> result = names();
  for (std::string& name : result) {
    name = request_.whole_paths ? std::filesystem::weakly_canonical(folder_.file(name)).string()
                                : folder_.shown(name);
  }
  return result;
}

std::vector<std::string> Refresh::names() const {
  std::vector<std::string> order;
  std::vector<std::string> last;
  for (const auto& [name, text] : changes_.planned()) {
    if (name != Folder::manifest_name) (top_of(name).empty() ? order : last).push_back(name);
  }
  if (changes_.planned().contains(Folder::manifest_name)) {
    order.insert(order.begin(), Folder::manifest_name);
  }
  // The lock comes before what follows from it.
  std::stable_partition(last.begin(), last.end(), [](const std::string& name) {
    return top_of(name).starts_with(Folder::lock_name);
  });
  order.insert(order.end(), last.begin(), last.end());
  return order;
}

std::vector<std::string> Refresh::names_of(bool is_there) const {
  std::vector<std::string> result;
  std::map<std::string, std::size_t> counts;  // by directory
  for (const std::string& name : names()) {
    if (changes_.planned().at(name).has_value() != is_there) continue;
    const std::string top = top_of(name);
    const bool is_directory = top.ends_with('/');
    if (!is_directory || counts[top]++ == 0) result.push_back(is_directory ? top : name);
  }
  for (std::string& name : result) {
    const auto count = counts.find(name);
    name = folder_.shown(name);
    if (count == counts.end()) continue;
    name += fmt::format(" ({} {})", count->second, count->second == 1 ? "file" : "files");
  }
  return result;
}

}  // namespace goset
