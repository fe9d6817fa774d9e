#include "goset/audit/import_lines.hpp"

#include <algorithm>
#include <utility>

namespace goset::audit {

ImportLines::ImportLines(const GoSet& set, const Configurations& configurations)
    : set_(set),
      numbers_(set),
      choices_(LeafChoice::each(set)),
      view_(set, numbers_),
      walk_(configurations, numbers_) {}

std::vector<ImportLines::Step> ImportLines::to(const std::string& leaf, const std::string& module,
                                               const std::set<std::string>& directories) {
  std::vector<Step> line;
  for (const LeafChoice& choice : choices_) {
    if (*choice.of != leaf) continue;
    view_.enter_track(choice.leaf->track);
    view_.enter_leaf(choice.place);
    walk_.run(choice, view_);
    line = find(module, directories);
    view_.leave_leaf();
    if (!line.empty()) break;
  }
  return line;
}

// find looks at packages by their distance from those that are asked for.
std::vector<ImportLines::Step> ImportLines::find(const std::string& module,
                                                 const std::set<std::string>& directories) const {
  const auto by_name = [&](Id a, Id b) {
    return numbers_.import_path(a) < numbers_.import_path(b);
  };
  const auto is_wanted = [&](Id package) {
    const SetNumbers::Package& p = numbers_.packages[package];
    return numbers_.module_paths.at(numbers_.records[p.record].path) == module &&
           (directories.empty() || directories.contains(*p.directory));
  };
  std::unordered_map<Id, ConfigMask> masks;
  Importers importers;  // of what was reached
  std::vector<Id> queue;
  for (const LeafWalk::Needed& needed : walk_.needed()) {
    masks[needed.package] = needed.mask;
    if (numbers_.is_own(needed.package) && walk_.is_asked_for(needed.package)) {
      queue.push_back(needed.package);
    }
  }
  std::sort(queue.begin(), queue.end(), by_name);
  for (const Id package : queue) importers[package] = SetNumbers::none;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Id package = queue[i];
    if (is_wanted(package)) return line_to(package, importers);
    for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
      const Id target = view_.target(import.path);
      if (target == SetNumbers::none || !masks.contains(target)) continue;
      if ((masks.at(package) & walk_.constraints()[import.when]) == 0) continue;
      if (importers.emplace(target, package).second) queue.push_back(target);
    }
  }
  return {};
}

std::vector<ImportLines::Step> ImportLines::line_to(Id package, const Importers& importers) const {
  std::vector<Step> line;
  for (Id at = package; at != SetNumbers::none; at = importers.at(at)) {
    const SetNumbers::Record& record = numbers_.records[numbers_.packages[at].record];
    line.push_back({numbers_.import_path(at),
                    {std::string(numbers_.module_paths.at(record.path)),
                     record.shared ? record.shared->version : ""}});
  }
  std::reverse(line.begin(), line.end());
  return line;
}

}  // namespace goset::audit
