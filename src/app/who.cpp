#include "goset/app/who.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

namespace {

using audit::Exposure;

// Range is versions between bounds, all of which hold.
class Range {
 public:
  // Throws Error for what is none.
  explicit Range(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(','), text.size());
      add(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  bool has(std::string_view version) const {
    return std::all_of(bounds_.begin(), bounds_.end(), [&](const Bound& bound) {
      const int order = semver::compare(version, bound.version);
      if (bound.op == "<") return order < 0;
      if (bound.op == "<=") return order <= 0;
      if (bound.op == ">") return order > 0;
      if (bound.op == ">=") return order >= 0;
      return order == 0;
    });
  }

 private:
  struct Bound {
    std::string_view op;  // empty: just this version
    std::string version;
  };

  void add(std::string_view text) {
    const std::size_t digits = text.find_first_not_of("<>=");
    Bound bound{text.substr(0, digits), std::string(text.substr(std::min(digits, text.size())))};
    constexpr std::string_view ops[] = {"", "<", "<=", ">", ">="};
    const bool is_op = std::find(std::begin(ops), std::end(ops), bound.op) != std::end(ops);
    if (!is_op || !semver::is_valid(bound.version)) {
      throw Error(fmt::format("\"{}\" is not a range of versions", text),
                  {"for example: v1.2.3, <v1.5.0 or \">=v1.2.0,<v1.5.0\""});
    }
    bounds_.push_back(std::move(bound));
  }

  std::vector<Bound> bounds_;
};

bool is_vulnerability(std::string_view subject) {
  return subject.starts_with("GO-") || subject.starts_with("CVE-") || subject.starts_with("GHSA-");
}

std::vector<std::string> keys(const audit::Inventory::Programs& programs) {
  std::vector<std::string> result;
  for (const auto& [leaf, mask] : programs) result.push_back(leaf);
  return result;
}

void sort(std::vector<Who::Version>& versions) {
  std::sort(versions.begin(), versions.end(), [](const Who::Version& a, const Who::Version& b) {
    if (a.module.path != b.module.path) return a.module.path < b.module.path;
    const int order = semver::compare(a.module.version, b.module.version);
    return order != 0 ? order > 0 : std::tie(a.path, a.track) < std::tie(b.path, b.track);
  });
}

Who of_module(const Lock& lock, const std::string& subject) {
  const std::size_t at = std::min(subject.find('@'), subject.size());
  const std::string path = subject.substr(0, at);
  const Range range(std::string_view(subject).substr(std::min(at + 1, subject.size())));
  Who result{subject, {}, lock.set.leaves.size(), {}, {}};
  const auto inventory = audit::Inventory::of(lock.set, Configurations::of(lock));
  for (const audit::Inventory::Module& module : inventory.modules) {
    if (module.path != path && module.module.path != path) continue;
    if (at < subject.size() && !range.has(module.module.version)) continue;
    if (module.module.version.empty()) continue;
    std::vector<std::string> leaves = keys(module.programs);
    const std::string track = audit_track(lock.set, module.module, module.path, leaves);
    result.versions.push_back({module.module, module.path, track, std::move(leaves), {}, {}});
  }
  sort(result.versions);
  if (!result.versions.empty()) return result;
  Error suggestion("");
  if (at == subject.size() && add_suggestion(suggestion, path, lock.set.modules)) {
    result.notes = suggestion.notes();
  }
  return result;
}

Who of_vulnerability(const Folder& folder, const Lock& lock, const std::string& subject,
                     AuditOptions options, Session& session,
                     const std::function<void(const std::string&)>& progress) {
  options.name = subject;
  Audit audit = audit_lock(lock, read_manifest(folder), folder, options, session, progress);
  Who result{subject, std::move(audit.named), lock.set.leaves.size(), {}, std::move(audit.notes)};
  for (const Audit::Item& item : audit.items) {
    const audit::Finding& finding = item.finding;
    for (const Exposure exposure : {Exposure::built, Exposure::not_built, Exposure::module_only}) {
      std::vector<std::string> leaves = finding.leaves(exposure);
      if (leaves.empty()) continue;
      result.versions.push_back(
          {finding.module, finding.path, item.track, std::move(leaves), exposure, finding.fixed});
    }
  }
  return result;
}

}  // namespace

std::set<std::string> Who::leaves(std::optional<Exposure> exposure) const {
  std::set<std::string> result;
  for (const Version& version : versions) {
    if (exposure && version.exposure != exposure) continue;
    result.insert(version.leaves.begin(), version.leaves.end());
  }
  return result;
}

Who who(const Folder& folder, const std::string& subject, const AuditOptions& options,
        Session& session, const std::function<void(const std::string&)>& progress) {
  const Lock lock = need_lock(folder);
  if (is_vulnerability(subject)) {
    return of_vulnerability(folder, lock, subject, options, session, progress);
  }
  return of_module(lock, subject);
}

}  // namespace goset
