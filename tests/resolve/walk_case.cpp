#include "walk_case.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include "goset/facts/package_facts.hpp"
#include "support/catch.hpp"

namespace walk_case {

namespace package_facts = goset::package_facts;
using goset::BuildConstraint;
using goset::ConfigMask;
using goset::PackageFacts;

const Configurations& configurations() {
  static const Configurations four(
      {{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}, 26);
  return four;
}

namespace {

// take_condition reads "[...]" at the front of the rest of a line, if it is there.
std::string take_condition(std::istringstream& words) {
  words >> std::ws;
  if (words.peek() != '[') return "";
  std::string text;
  words.get();
  std::getline(words, text, ']');
  return text;
}

void add_package(ModulePackages& packages, const std::string& line) {
  std::istringstream words(line);
  std::string word;
  words >> word;
  PackageFacts& facts = packages.packages[word];
  facts.when = BuildConstraint::parse(take_condition(words));
  words >> word;  // the colon
  while (words >> word) {
    facts.imports.push_back({word, BuildConstraint::parse(take_condition(words))});
  }
}

void set_leaf(Case& c, std::istringstream& words) {
  words >> c.leaf.module;
  for (std::string word; words >> word;) {
    if (word.starts_with('+')) {
      c.leaf.tags.insert(word.substr(1));
    } else if (word.starts_with('-')) {
      c.leaf.ignore.push_back(word.substr(1));
    } else {
      c.leaf.patterns.push_back(word);
    }
  }
}

}  // namespace

Case parse(const std::string& text) {
  Case c;
  c.own.complete = true;
  ModulePackages* current = nullptr;
  bool expecting = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    line = line.substr(begin);
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (expecting) {
      c.expected += line + "\n";
    } else if (word == "=>") {
      expecting = true;
    } else if (word == "leaf") {
      set_leaf(c, words);
      current = &c.own;
    } else if (word == "root" || word == "module") {
      std::string name;
      words >> name;
      const std::size_t at = name.find('@');
      const ModuleVersion m{name.substr(0, at), name.substr(at + 1) + ".0.0"};
      c.all[m.path] = m.version;
      if (word == "root") c.roots[m.path] = m.version;
      current = &c.modules[m];
      current->complete = true;
    } else {
      add_package(*current, line);
    }
  }
  return c;
}

// Source knows the packages of what is in `known`.
struct ImportGraph::Source : goset::FactSource {
  Source(Case& of, const Known& now) : c(of), known(now) {}
  const goset::ModSummary* summary(const ModuleVersion&) const override { return nullptr; }
  const goset::PackageTable* packages(const ModuleVersion& m) const override {
    if (!known.contains(m)) return nullptr;
    return &tables.insert_or_assign(m, goset::PackageTable::of(c.modules.at(m))).first->second;
  }
  const goset::ModuleNames* names(const ModuleVersion&) const override { return nullptr; }
  void want_summary(const ModuleVersion&) override {}
  void want_packages(const ModuleVersion&) override {}
  void want_names(const ModuleVersion&) override {}
  std::optional<Arrival> next() override { return std::nullopt; }
  Case& c;
  const Known& known;
  mutable std::map<ModuleVersion, goset::PackageTable> tables;
};

ImportGraph::ImportGraph(Case& c, const Known& known)
    : source_(std::make_unique<Source>(c, known)) {
  input_ = std::make_unique<goset::LeafToResolve>();
  goset::LeafModule& main = input_->mains.emplace_back();
  main.directory = ".";
  main.mod.module_path = c.leaf.module;
  main.mod.ignore = c.leaf.ignore;
  main.packages = c.own;
  input_->patterns = c.leaf.patterns;
  input_->tags = c.leaf.tags;
  make();
}

ImportGraph::~ImportGraph() = default;
void ImportGraph::make() {
  const Case& c = source_->c;
  universe_ = std::make_unique<Universe>(configurations(),
                                         std::vector<std::set<std::string>>{{}, input_->tags});
  facts_ = std::make_unique<goset::resolve::KnownFacts>(*universe_, *source_);
  leaf_ = std::make_unique<goset::resolve::Leaf>(*input_, none_, *universe_);
  auto list = std::make_shared<goset::resolve::BuildList>();
  list->ordered = true;
  std::map<goset::resolve::PathId, goset::resolve::VersionId> all;
  for (const auto& [path, version] : c.all) {
    const goset::resolve::VersionId m = universe_->version({path, version});
    if (path != c.leaf.module) all[universe_->path_of(m)] = m;
    if (source_->known.contains({path, version})) {
      facts_->ask({m, goset::resolve::KnownFacts::Kind::packages});
    }
  }
  for (const auto& [path, version] : all) {
    list->paths.push_back(path);
    list->versions.push_back(version);
  }
  for (const auto& [path, version] : c.roots) list->roots.push_back(universe_->path(path));
  std::sort(list->roots.begin(), list->roots.end());
  goset::resolve::Walker walker(*universe_, *facts_);
  std::vector<goset::resolve::VersionId> missing;
  const auto at_list = [](goset::resolve::PathId) { return goset::resolve::no_version; };
  walk_ = walker.walk(*leaf_, list, at_list, configurations().all(), missing);
  complete_ = missing.empty();
  if (complete_) {
    CHECK(walker.holds(walk_, *leaf_, *list, at_list, configurations().all()));
  }
  for (const goset::resolve::VersionId m : missing) {
    if (asked_.insert(universe_->module(m)).second) wanted_.push_back(universe_->module(m));
  }
}

namespace {

std::string short_name(const ModuleVersion& m) {
  const std::string name = m.str();
  return m.version.empty() ? name : name.substr(0, name.size() - 4);
}

std::string where(ConfigMask mask) {
  if (mask == configurations().all()) return "";
  std::string out;
  for (const std::string& term : configurations().terms(mask)) {
    out += (out.empty() ? "" : ", ") + term;
  }
  return " [" + out + "]";
}

// importer returns the smallest path of those that import something.
std::string importer(const ImportGraph& graph, const Walk::Fault& fault) {
  for (const auto& [path, package] : graph.needed()) {
    for (const auto& edge : package->package->edges) {
      const ConfigMask when = graph.universe().mask(edge.when, graph.leaf().tags());
      if (edge.import == fault.import && (when & package->mask & fault.mask) != 0) return path;
    }
  }
  return "";
}

std::string faults(const ImportGraph& graph) {
  using Kind = Walk::Fault::Kind;
  const Universe& universe = graph.universe();
  std::string out;
  for (const Walk::Fault& fault : graph.walk().faults) {
    out += "fault " + universe.import(fault.import).path.str() +
           (fault.kind == Kind::not_std     ? " std"
            : fault.kind == Kind::excluded  ? " excluded"
            : fault.kind == Kind::ambiguous ? " ambiguous"
                                            : " missing");
    for (const auto at : fault.found_in) {
      out += " " + short_name(graph.module(graph.walk().modules[at]));
    }
    if (fault.found_in_std) out += " std";
    const bool is_root = std::any_of(
        graph.leaf().roots().begin(), graph.leaf().roots().end(),
        [&](const auto& root) { return root.import == fault.import && root.mask != 0; });
    if (!is_root) out += " by " + importer(graph, fault);
    out += where(fault.mask) + "\n";
  }
  for (const Walk::Fault& fault : graph.walk().cycles) {
    out += "cycle " + universe.import(fault.import).path.str();
    for (const auto at : fault.cycle) out += " " + universe.import(at).path.str();
    out += where(fault.mask) + "\n";
  }
  return out;
}

}  // namespace

std::string outcome(const ImportGraph& graph) {
  std::string out;
  for (const auto& [path, package] : graph.needed()) {
    const Walk::Module& module = graph.walk().module(*package);
    out += "need " + path;
    if (!module.own) out += " " + short_name(graph.module(module));
    out += where(package->mask) + "\n";
  }
  out += faults(graph);
  std::map<ModuleVersion, std::set<std::string>> looked_at;
  for (const Walk::Module& module : graph.walk().modules) {
    if (!module.own && module.looked) looked_at[graph.module(module)];
  }
  for (const Walk::Absent& absent : graph.walk().absent) {
    const ModuleVersion m = graph.module(graph.walk().modules[absent.module]);
    looked_at[m].insert(
        package_facts::directory(graph.universe().import(absent.import).path, m.path));
  }
  for (const auto& [m, lacks] : looked_at) {
    out += "lacks " + short_name(m) + ":";
    for (const std::string& directory : lacks) out += " " + directory;
    out += "\n";
  }
  return out;
}

}  // namespace walk_case
