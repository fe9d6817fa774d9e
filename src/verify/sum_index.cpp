#include "goset/verify/sum_index.hpp"

#include <algorithm>
#include <map>

namespace goset {

namespace {

std::string_view subject_in(std::string_view line) {
  return line.substr(0, line.rfind(' '));
}

std::string_view hash_in(std::string_view line) {
  return line.substr(line.rfind(' ') + 1);
}

}  // namespace

void SumIndex::add(const std::string& origin, const SumLines& sums) {
  const std::string* const name = &origins_.emplace_back(origin);
  const std::size_t file = origins_.size();
  std::vector<Id> ids;
  ids.reserve(sums.lines().size());
  // A file may state several hashes of one subject, also the same twice.
  std::map<Id, std::vector<std::string>> several;
  for (const std::string_view text : sums.lines()) {
    const Id line = line_of(text);
    Subject& subject = subjects_[lines_[line].subject];
    if (subject.seen_in != file) {
      ids.push_back(line);
    } else if (subject.last_seen != line) {
      several[lines_[line].subject];
    }
    subject.seen_in = file;
    subject.last_seen = line;
  }
  if (!several.empty()) {
    for (const std::string_view text : sums.lines()) {
      const auto found = several.find(lines_[line_ids_.find(text)].subject);
      if (found == several.end()) continue;
      std::vector<std::string>& hashes = found->second;
      const std::string_view hash = hash_in(text);
      if (std::find(hashes.begin(), hashes.end(), hash) == hashes.end()) hashes.emplace_back(hash);
    }
  }
  for (const Id id : ids) {
    Line& line = lines_[id];
    if (several.contains(line.subject)) continue;
    if (!line.origin || *name < *line.origin) line.origin = name;
  }
  for (auto& [subject, hashes] : several) add_several(origin, subject, std::move(hashes));
}

SumIndex::Id SumIndex::line_of(std::string_view text) {
  if (const Id known = line_ids_.find(text); known != StringIds::none) return known;
  const std::string_view kept = texts_.add(text);
  const Id id = line_ids_.add(kept);
  const Id subject = subject_ids_.add(subject_in(kept));
  if (subject == subjects_.size()) subjects_.emplace_back();
  lines_.push_back({subject, subjects_[subject].first, nullptr});
  subjects_[subject].first = id;
  return id;
}

void SumIndex::add_several(const std::string& origin, Id subject, std::vector<std::string> hashes) {
  Claims& claims = several_[subject];
  const auto same = std::find_if(claims.begin(), claims.end(),
                                 [&](const Claim& claim) { return claim.hashes == hashes; });
  if (same == claims.end()) {
    claims.push_back({origin, std::move(hashes)});
  } else {
    same->origin = std::min(same->origin, origin);
  }
}

SumIndex::Id SumIndex::subject_of(const ModuleVersion& m, std::string_view suffix) const {
  std::string text;
  text.reserve(m.path.size() + 1 + m.version.size() + suffix.size());
  text.append(m.path).append(" ").append(m.version).append(suffix);
  return subject_ids_.find(text);
}

SumIndex::Claims SumIndex::claims(const ModuleVersion& m, std::string_view suffix) const {
  Claims result;
  const Id subject = subject_of(m, suffix);
  if (subject == StringIds::none) return result;
  for (Id id = subjects_[subject].first; id != StringIds::none; id = lines_[id].next) {
    if (!lines_[id].origin) continue;
    result.push_back({*lines_[id].origin, {std::string(hash_in(line_ids_.at(id)))}});
  }
  if (const auto several = several_.find(subject); several != several_.end()) {
    result.insert(result.end(), several->second.begin(), several->second.end());
  }
  std::sort(result.begin(), result.end(),
            [](const Claim& a, const Claim& b) { return a.origin < b.origin; });
  return result;
}

// A subject is known by a file that states it.
bool SumIndex::is_claimed(const ModuleVersion& m, std::string_view suffix) const {
  return subject_of(m, suffix) != StringIds::none;
}

}  // namespace goset
