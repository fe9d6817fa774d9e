#include "goset/set/parts.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <utility>

#include "support/catch.hpp"

namespace parts = goset::parts;
using goset::Part;

namespace {

// Packages, modules and parts by name.
using Package = std::pair<std::string, std::string>;  // module, directory
using Imports = std::map<Package, std::set<Package>>;
using Parts = std::map<std::string, std::vector<Part>>;

// split gives names numbers and takes them back.
Parts split(const Imports& imports, const Parts& before = {}) {
  parts::Packages packages;
  std::vector<std::string> modules;
  std::map<Package, parts::Id> ids;
  std::vector<std::string> directories;
  for (const auto& [package, targets] : imports) {
    if (modules.empty() || modules.back() != package.first) modules.push_back(package.first);
    packages.modules.push_back(static_cast<parts::Id>(modules.size() - 1));
    ids.emplace(package, static_cast<parts::Id>(ids.size()));
    directories.push_back(package.second);
  }
  packages.module_count = modules.size();
  for (const auto& [package, targets] : imports) {
    std::vector<parts::Id>& out = packages.imports.emplace_back();
    for (const Package& target : targets) out.push_back(ids.at(target));
  }
  parts::Division old(modules.size());
  for (std::size_t m = 0; m < modules.size(); ++m) {
    if (!before.contains(modules[m])) continue;
    for (const Part& part : before.at(modules[m])) {
      std::vector<parts::Id>& out = old[m].emplace_back();
      for (const std::string& directory : part) out.push_back(ids.at({modules[m], directory}));
    }
  }
  Parts result;
  const parts::Division division = parts::split(packages, old);
  for (std::size_t m = 0; m < modules.size(); ++m) {
    for (const std::vector<parts::Id>& part : division[m]) {
      Part& out = result[modules[m]].emplace_back();
      for (const parts::Id id : part) out.push_back(directories[id]);
    }
  }
  return result;
}

Package package_of(const std::string& word) {
  const std::size_t slash = word.find('/');
  return {word.substr(0, slash), word.substr(slash + 1)};
}

// Lines "a/x: b/y b/z": a package of module a and what it imports.
Imports parse(const std::string& text) {
  Imports imports;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    std::set<Package>& targets = imports[package_of(word.substr(0, word.size() - 1))];
    while (words >> word) targets.insert(package_of(word));
  }
  return imports;
}

std::string text_of(const Parts& result) {
  std::string out;
  for (const auto& [module, parts] : result) {
    out += module + ":";
    bool first = true;
    for (const Part& part : parts) {
      out += std::exchange(first, false) ? "" : " |";
      for (const std::string& directory : part) out += " " + directory;
    }
    out += "\n";
  }
  return out;
}

using Node = std::pair<std::string, std::size_t>;
using Edges = std::map<Node, std::set<Node>>;

bool reaches(const Edges& edges, const Node& from, const Node& to, std::set<Node>& seen) {
  const auto out = edges.find(from);
  if (out == edges.end()) return false;
  for (const Node& next : out->second) {
    if (next == to) return true;
    if (seen.insert(next).second && reaches(edges, next, to, seen)) return true;
  }
  return false;
}

bool on_cycle(const Edges& edges, const Node& node) {
  std::set<Node> seen;
  return reaches(edges, node, node, seen);
}

// check holds a result against everything that split() promises.
void check(const Imports& imports, const Parts& before = {}) {
  const Parts result = split(imports, before);
  std::map<Package, Node> node_of;
  for (const auto& [module, parts] : result) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (before.empty()) CHECK_FALSE(parts[i].empty());
      CHECK(std::is_sorted(parts[i].begin(), parts[i].end()));
      for (const std::string& directory : parts[i]) {
        CHECK(node_of.emplace(Package{module, directory}, Node{module, i}).second);
      }
    }
  }
  REQUIRE(node_of.size() == imports.size());
  Edges part_edges;
  Edges module_edges;
  for (const auto& [package, targets] : imports) {
    for (const Package& target : targets) {
      const Node from = node_of.at(package);
      const Node to = node_of.at(target);
      if (from != to) part_edges[from].insert(to);
      if (from.first != to.first) module_edges[{from.first, 0}].insert({to.first, 0});
    }
  }
  for (const auto& [module, parts] : result) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CHECK_FALSE(on_cycle(part_edges, {module, i}));
      for (std::size_t later = i + 1; before.empty() && later < parts.size(); ++later) {
        std::set<Node> seen;
        CHECK_FALSE(reaches(part_edges, {module, i}, {module, later}, seen));
      }
    }
    if (before.empty() && !on_cycle(module_edges, {module, 0})) CHECK(parts.size() == 1);
  }
}

// Random are packages, in an order in which each imports only earlier ones.
struct Random {
  std::vector<Package> packages;
  Imports imports;
};

Random random_imports(std::mt19937& random) {
  Random result;
  const std::size_t modules = 1 + random() % 6;
  const std::size_t count = 1 + random() % 25;
  for (std::size_t i = 0; i < count; ++i) {
    const Package package{"m" + std::to_string(random() % modules), "p" + std::to_string(i)};
    std::set<Package>& targets = result.imports[package];
    for (std::size_t n = i == 0 ? 0 : random() % 4; n > 0; --n) {
      targets.insert(result.packages[random() % i]);
    }
    result.packages.push_back(package);
  }
  return result;
}

}  // namespace

TEST_CASE("modules without a cycle are one part each") {
  CHECK(text_of(split(parse("a/x: b/y\nb/y:\na/z:"))) == "a: x z\nb: y\n");
  CHECK(split({}).empty());
}

TEST_CASE("modules that import each other are cut by layers") {
  // As in otel: the API imports trace, trace imports attribute of the API.
  CHECK(text_of(split(parse("otel/.: trace/. otel/attribute\notel/attribute:\n"
                            "trace/.: otel/attribute"))) == "otel: attribute | .\ntrace: .\n");
  CHECK(text_of(split(parse("a/1: b/1\nb/1: a/2\na/2: b/2\nb/2:"))) == "a: 2 | 1\nb: 2 | 1\n");
}

TEST_CASE("modules outside of a cycle stay whole") {
  CHECK(text_of(split(parse("m/x: a/1\na/1: b/1\nb/1: a/2\na/2: z/1\nz/1:\nz/2:"))) ==
        "a: 2 | 1\nb: 1\nm: x\nz: 1 2\n");
}

TEST_CASE("packages in a cycle, which Go refuses, end in one part and not in a loop") {
  CHECK(text_of(split(parse("a/1: b/1\nb/1: a/1"))) == "a: 1\nb: 1\n");
}

TEST_CASE("random packages without cycles are cut into parts without cycles") {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    check(random_imports(random).imports);
  }
}

TEST_CASE("parts that were there stay, and what is new comes after them") {
  const Parts before{{"a", {{"x"}}}, {"b", {{"y"}}}};
  CHECK(text_of(split(parse("a/x: b/y\nb/y:\na/w: a/x\na/z:\nc/z: a/z"), before)) ==
        "a: x | w z\nb: y\nc: z\n");
}

TEST_CASE("old parts that would make a cycle with what is new are divided anew") {
  // b was another version, and imported nothing of a.
  const Parts before{{"a", {{"1", "2"}}}};
  CHECK(text_of(split(parse("a/1: b/1\nb/1: a/2\na/2:"), before)) == "a: 2 | 1\nb: 1\n");
}

TEST_CASE("random sets that grow keep every part") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const auto [packages, all] = random_imports(random);
    // Some packages and all that these import are there before.
    Imports some;
    std::vector<Package> wanted;
    for (std::size_t n = random() % 4; n > 0; --n)
      wanted.push_back(packages[random() % packages.size()]);
    while (!wanted.empty()) {
      const Package package = wanted.back();
      wanted.pop_back();
      if (!some.emplace(package, all.at(package)).second) continue;
      wanted.insert(wanted.end(), all.at(package).begin(), all.at(package).end());
    }
    const Parts before = split(some);
    check(all, before);
    const Parts after = split(all, before);
    for (const auto& [module, parts] : before) {
      for (std::size_t i = 0; i < parts.size(); ++i) CHECK(after.at(module)[i] == parts[i]);
    }
  }
}
