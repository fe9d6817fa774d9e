#include "build_list_case.hpp"

#include <algorithm>
#include <sstream>

#include "support/catch.hpp"

namespace build_list_case {

ModuleGraph::ModuleGraph(const MainModule& main, Summaries summaries)
    : summaries_(std::move(summaries)) {
  goset::resolve::MainRequirements& only = requirements_.mains.emplace_back();
  only.self = universe_->version({main.path, ""});
  only.pruned = goset::supports_pruning(main.go);
  for (const ModuleVersion& m : main.require) only.require.push_back(universe_->version(m));
  for (const ModuleVersion& m : main.exclude) only.exclude.push_back(universe_->version(m));
  std::sort(only.exclude.begin(), only.exclude.end());
  compute();
}

std::map<std::string, std::string> ModuleGraph::selected() const {
  std::map<std::string, std::string> result;
  for (const VersionId m : list_.versions) {
    result.emplace(universe_->module(m).path, universe_->module(m).version);
  }
  return result;
}

bool ModuleGraph::is_root(const std::string& path) const {
  const auto known = universe_->known_path(path);
  return known && list_.is_root(*known);
}

std::vector<ModuleVersion> ModuleGraph::chain(const ModuleVersion& m) const {
  std::vector<ModuleVersion> result;
  const auto target = universe_->known_version(m);
  if (!target) return result;
  BuildLists lists(*universe_);
  for (const VersionId v : lists.chain(requirements_, go_mods(), *target)) {
    result.push_back(universe_->module(v));
  }
  CHECK(lists.distance(requirements_, go_mods(), *target) == result.size());
  return result;
}

BuildLists::GoMods ModuleGraph::go_mods() const {
  return [this](VersionId m) -> const GoMod* {
    const auto found = known_.find(m);
    return found == known_.end() ? nullptr : &found->second;
  };
}

void ModuleGraph::compute() {
  BuildLists lists(*universe_);
  for (bool again = true; again;) {
    again = false;
    missing_.clear();
    list_ = lists.of(requirements_, go_mods(), missing_);
    for (const VersionId m : missing_) {
      if (const ModSummary* const summary = summaries_(universe_->module(m))) {
        known_.emplace(m, GoMod::of(*summary, universe_->module(m).path, *universe_));
        again = true;
      }
    }
  }
  for (const VersionId m : missing_) {
    if (asked_.insert(universe_->module(m)).second) wanted_.push_back(universe_->module(m));
  }
}

namespace {

ModuleVersion version_of(const std::string& word) {
  const std::size_t at = word.find('@');
  std::string version = word.substr(at + 1);
  if (version.find('.') == std::string::npos) version += ".0.0";
  return {word.substr(0, at), version};
}

std::string word_of(const ModuleVersion& m) {
  const bool round = m.version.ends_with(".0.0");
  return m.path + "@" + (round ? m.version.substr(0, m.version.size() - 4) : m.version);
}

template <typename Versions>
std::string line_of(const std::string& head, const Versions& versions) {
  std::string line = head + ":";
  for (const ModuleVersion& m : versions) line += " " + word_of(m);
  return line + "\n";
}

}  // namespace

Case parse(const std::string& text) {
  Case c;
  c.main.path = "M";
  std::set<ModuleVersion> exclude;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    const std::size_t colon = line.find(':');
    std::istringstream head(line.substr(begin, colon - begin));
    std::string name;
    std::string detail;
    head >> name >> detail;
    std::vector<ModuleVersion> versions;
    std::istringstream rest(line.substr(colon + 1));
    for (std::string word; rest >> word;) versions.push_back(version_of(word));
    std::optional<std::string> go;
    if (detail.starts_with("go")) go = detail.substr(2);
    if (name == "main") {
      c.main.go = go;
      c.main.require = versions;
    } else if (name == "exclude") {
      c.main.exclude.insert(versions.begin(), versions.end());
    } else if (name == "list" || name == "read" || name == "chain") {
      c.reads = c.reads || name == "read";
      if (name == "chain") c.chains.push_back(version_of(detail));
      c.expected += line_of(name == "chain" ? "chain " + detail : name, versions);
    } else {
      const ModuleVersion m = version_of(name);
      c.mods[m] = {m.path, go, versions};
    }
  }
  return c;
}

std::string outcome(const Case& c, const ModuleGraph& graph, const std::set<ModuleVersion>& read) {
  std::vector<ModuleVersion> list;
  for (const auto& [path, version] : graph.selected()) list.push_back({path, version});
  std::string out = line_of("list", list);
  if (c.reads) out += line_of("read", read);
  for (const ModuleVersion& m : c.chains) out += line_of("chain " + word_of(m), graph.chain(m));
  return out;
}

}  // namespace build_list_case
