#include "goset/app/refresh.hpp"

#include <algorithm>
#include <filesystem>

#include "goset/app/drift.hpp"
#include "goset/export/nix_set.hpp"
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
  is_current_ = !request_.compact && !known_.has_conflict && changes_.planned().empty() &&
                find_drift(folder, manifest_, known_).empty();
}

void Refresh::keep() {
  if (!known_.is_recorded) {
    const std::string packages = folder_.read(Folder::packages_name).value_or("");
    changes_.set(Folder::lock_name, rendered::with_record(lock::print(*before_), packages));
  }
}

void Refresh::relock(Session& session, const std::function<void(const std::string&)>& progress) {
  adopt(goset::relock(manifest_, folder_.directory(), known_.facts(), session, progress,
                      request_.compact));
}

void Refresh::adopt(Relocked relocked) {
  relocked_ = std::move(relocked);
  std::string packages = nix_set::render(relocked_->lock, relocked_->graph);
  changes_.set(Folder::lock_name, rendered::with_record(lock::print(relocked_->lock), packages));
  changes_.set(Folder::packages_name, std::move(packages));
}

SetChange Refresh::change() const {
  SetChange result;
  if (relocked_) {
    result = SetChange::of(before_, relocked_->lock, relocked_->graph, relocked_->reasons);
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
      if (held == track.modules.end() || held->second->version == version) continue;
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
  std::vector<std::string> order{Folder::manifest_name};
  for (const auto& [name, text] : changes_.planned()) {
    const bool is_known =
        name == Folder::manifest_name || name == Folder::lock_name || name == Folder::packages_name;
    if (!is_known) order.push_back(name);
  }
  order.insert(order.end(), {Folder::lock_name, Folder::packages_name});
  std::erase_if(order, [&](const std::string& name) { return !changes_.planned().contains(name); });
  return order;
}

std::vector<std::string> Refresh::names_of(bool is_there) const {
  std::vector<std::string> result;
  for (const std::string& name : names()) {
    if (changes_.planned().at(name).has_value() == is_there) result.push_back(folder_.shown(name));
  }
  return result;
}

}  // namespace goset
