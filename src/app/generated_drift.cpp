#include "generated_drift.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "goset/app/generate.hpp"
#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

using Findings = std::vector<Finding>;

const char* layout_word(Manifest::Layout layout) {
  return layout == Manifest::Layout::directory ? "directory" : "file";
}

// tell_of_files tells of files in a directory, or of the one file "", by name; of many, of the first few.
void tell_of_files(Findings& findings, const Folder& folder, const std::string& top,
                   const std::map<std::string, std::string>& faults) {
  constexpr std::size_t most = 3;
  std::size_t told = 0;
  for (const auto& [name, fault] : faults) {
    if (++told > most) break;
    const std::string place = folder.shown(name.empty() ? top : top + "/" + name);
    findings.push_back({fmt::format("{} {}", place, fault), "", "", place});
  }
  if (faults.size() > most) {
    const std::string place = folder.shown(top);
    findings.push_back({fmt::format("{}: the same is true of {} more", place, faults.size() - most),
                        "", "", place});
  }
}

void compare_texts(Findings& findings, const Folder& folder, const Generated& there,
                   const TextFiles& rendered) {
  std::map<std::string, std::string> faults;
  for (const auto& [name, text] : rendered) {
    const auto found = there.packages.find(name);
    if (found == there.packages.end()) {
      faults[name] = "is missing";
    } else if (found->second != text) {
      faults[name] = "is not what the lock gives: stale, or edited by hand";
    }
  }
  for (const auto& [name, text] : there.packages) {
    if (!rendered.contains(name))
      faults[name] = "is not what the lock gives: it gives no such file";
  }
  tell_of_files(findings, folder, there.packages_name(), faults);
}

void note_edits(Findings& findings, const Folder& folder, const Lock::Edits& edits) {
  std::map<std::string, std::string> faults;
  for (const std::string& name : edits.files) faults[name] = "was edited since goset wrote it";
  tell_of_files(findings, folder, Folder::lock_name, faults);
}

}  // namespace

void compare_files(std::vector<Finding>& findings, const Folder& folder, const Manifest& manifest,
                   const KnownLock& known) {
  for (const std::string& fault : known.before->faults) {
    findings.push_back({fault, "", "", folder.shown(Folder::lock_name)});
  }
  note_edits(findings, folder, known.before->edits);
  const Generated& there = known.there;
  if (manifest.layout != *there.layout()) {
    findings.push_back({fmt::format("{}: layout is {}, the lock was made for {}",
                                    folder.shown(Folder::manifest_name),
                                    layout_word(manifest.layout), layout_word(*there.layout())),
                        "", "", folder.shown(Folder::manifest_name)});
  }
  for (const std::string& name : there.left_over(folder)) {
    findings.push_back(
        {fmt::format("{} is left over", folder.shown(name)), "", "", folder.shown(name)});
  }
}

void compare_packages(std::vector<Finding>& findings, const Folder& folder,
                      const KnownLock& known) {
  if (known.is_recorded) return;
  const Lock& lock = *known.before;
  const Generated& there = known.there;
  const std::string place = folder.shown(there.packages_name());
  if (there.packages.empty()) {
    findings.push_back({fmt::format("{} is missing", place), "", "", place});
    return;
  }
  std::optional<SetGraph> graph;
  try {
    graph = set_graph::of(lock.set, Configurations::of(lock));
  } catch (const Error& error) {  // files of it were merged, or it was edited
    const std::string name = folder.shown(Folder::lock_name);
    findings.push_back({fmt::format("{} is not whole: {}", name, error.message()), "", "", name});
    return;
  }
  compare_texts(findings, folder, there, render_packages(*there.layout(), lock, *graph));
}

}  // namespace goset
