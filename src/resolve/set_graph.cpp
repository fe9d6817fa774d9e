#include "goset/resolve/set_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "goset/error.hpp"

// A leaf is walked over the set as it sees it: the modules of its track before those of the set.
// What the walks of all leaves need of a part, and what that part imports then, is put together.
//
// What a leaf with build tags needs is walked with these. Where files of a part ask for one of
// them, the leaf gets a variant: a layer like a track's, at the versions that the leaf has anyway.
//
// A layer is built anew where a module differs in it, or has files for its tags, and where
// something else is built from such a part. All other parts are the set's: what a leaf of the layer
// needs of them, the set provides. A part that only follows has a record in the layer if the leaves
// there need other packages of it than the set has: some of those might not even compile there.

namespace goset {

namespace {

// Node is a package: of a module of the set, or of the leaf's own source.
struct Node {
  bool shared;  // in order, a leaf's own come first
  std::string module;
  std::string directory;
  friend auto operator<=>(const Node&, const Node&) = default;
};

std::string joined(const std::string& directory, const std::string& below) {
  if (directory == ".") return below;
  return below == "." ? directory : directory + "/" + below;
}

// OwnModule is one module of a leaf's source, whichever it is.
struct OwnModule {
  const std::string& path;
  const std::string& directory;
  bool is_main;
  const std::vector<std::string>& ignore;
  const std::map<std::string, PackageFacts>& packages;
};

std::vector<OwnModule> own_modules(const SetLeaf& leaf) {
  std::vector<OwnModule> result{{leaf.module, leaf.directory, true, leaf.ignore, leaf.packages}};
  for (const SetLeafModule& m : leaf.modules) {
    result.push_back({m.path, m.directory, m.version.empty(), m.ignore, m.packages});
  }
  return result;
}

bool is_asked_for(const SetLeaf& leaf, const OwnModule& module, const std::string& directory) {
  return module.is_main && package_facts::matches(joined(module.directory, directory),
                                                  leaf.patterns, {directory, module.ignore});
}

// Walk spreads masks from the packages of one leaf over all that it needs.
class Walk {
 public:
  Walk(const GoSet& set, const Configurations& configurations, const std::string& name)
      : set_(set),
        configurations_(configurations),
        name_(name),
        leaf_(set.leaves.at(name)),
        tags_(leaf_.tags.begin(), leaf_.tags.end()),
        own_(own_modules(leaf_)) {
    const auto track = set.tracks.find(leaf_.track);
    track_ = track == set.tracks.end() ? nullptr : &track->second;
    const ConfigMask supported = set_graph::supported(leaf_, configurations);
    for (const OwnModule& module : own_) {
      for (const auto& [directory, facts] : module.packages) {
        if (!is_asked_for(leaf_, module, directory)) continue;
        reach({false, module.path, directory}, compiled(facts) & supported);
      }
    }
    while (!queue_.empty()) {
      const auto [package, added] = std::move(queue_.back());
      queue_.pop_back();
      visit(package, added);
    }
    find_private();
  }

  std::map<Node, ConfigMask> masks;
  std::map<std::pair<Node, Node>, ConfigMask> edges;
  std::set<Node> private_nodes;  // shared by their module, but compiled in the leaf

  // tags_of returns the tags of the leaf that files of a package ask for.
  std::set<std::string> tags_of(const Node& node) const {
    std::set<std::string> result;
    for (const std::string& tag : facts(node).tags) {
      if (tags_.contains(tag)) result.insert(tag);
    }
    return result;
  }
  // asking returns the packages of the set with files that ask for a tag of the leaf.
  std::vector<Node> asking() const {
    std::vector<Node> result;
    for (const auto& [node, mask] : masks) {
      if (!in_leaf(node) && !tags_of(node).empty()) result.push_back(node);
    }
    return result;
  }
  // tags_asked_for returns all tags that these ask for.
  std::set<std::string> tags_asked_for() const {
    std::set<std::string> result;
    for (const Node& node : asking()) result.merge(tags_of(node));
    return result;
  }

  bool in_leaf(const Node& node) const { return !node.shared || private_nodes.contains(node); }
  const SetLeaf& leaf() const { return leaf_; }
  const std::vector<OwnModule>& own() const { return own_; }

  const PackageFacts& facts(const Node& node) const {
    if (node.shared) {
      return set_graph::module(set_, leaf_.track, node.module)->packages.at(node.directory);
    }
    return own_module(node.module)->packages.at(node.directory);
  }
  ConfigMask compiled(const PackageFacts& facts) const {
    return package_facts::mask(facts, configurations_, tags_);
  }
  // has_files returns where the package has something to compile, of where it is needed.
  ConfigMask has_files(const Node& node, ConfigMask mask) const {
    return mask & configurations_.mask(facts(node).when, tags_);
  }

 private:
  const OwnModule* own_module(const std::string& path) const {
    for (const OwnModule& module : own_) {
      if (module.path == path) return &module;
    }
    return nullptr;
  }

  void reach(const Node& node, ConfigMask mask) {
    if (mask == 0) return;
    ConfigMask& known = masks[node];
    const ConfigMask added = mask & ~known;
    known |= added;
    if (added != 0) queue_.emplace_back(node, added);
  }

  void visit(const Node& node, ConfigMask added) {
    for (const Import& import : facts(node).imports) {
      const ConfigMask mask = added & configurations_.mask(import.when, tags_);
      if (mask == 0) continue;
      const std::optional<Node> target = find(import.path);
      if (!target) {
        if (is_std(import.path)) continue;
        throw Error(fmt::format("no module of the set has the package {}", import.path),
                    {fmt::format("leaf {} needs it", name_)});
      }
      edges[{node, *target}] |= mask;
      reach(*target, mask);
    }
  }

  // is_std: an import without a dot in its first element that no module has. A test, or a package
  // that only another leaf needs, may also import what the set does not have.
  static bool is_std(const std::string& import_path) {
    return import_path.substr(0, import_path.find('/')).find('.') == std::string::npos;
  }

  // find resolves an import path. A needed package stands in exactly one module of what the leaf
  // sees, or its track says in which; so the longest module path that has it is the answer.
  std::optional<Node> find(const std::string& import_path) const {
    const auto provider = track_ ? track_->providers.find(import_path) : no_providers_.end();
    const bool is_given = track_ && provider != track_->providers.end();
    for (std::string prefix = import_path;;) {
      if (!is_given || prefix == provider->second) {
        const std::string directory = package_facts::directory(import_path, prefix);
        const OwnModule* const own = own_module(prefix);
        if (own) {
          if (own->packages.contains(directory)) return Node{false, prefix, directory};
        } else if (const SetModule* m = set_graph::module(set_, leaf_.track, prefix)) {
          if (m->packages.contains(directory)) return Node{true, prefix, directory};
        }
      }
      const std::size_t slash = prefix.rfind('/');
      if (slash == std::string::npos) return std::nullopt;
      prefix.resize(slash);
    }
  }

  void find_private() {
    std::map<Node, std::vector<Node>> importers;
    std::vector<Node> queue;
    for (const auto& [edge, mask] : edges) {
      if (edge.first.shared) importers[edge.second].push_back(edge.first);
      if (edge.first.shared && !edge.second.shared) queue.push_back(edge.second);
    }
    while (!queue.empty()) {
      const Node node = std::move(queue.back());
      queue.pop_back();
      for (const Node& importer : importers[node]) {
        if (private_nodes.insert(importer).second) queue.push_back(importer);
      }
    }
  }

  const GoSet& set_;
  const Configurations& configurations_;
  const std::string& name_;
  const SetLeaf& leaf_;
  const SetTrack* track_ = nullptr;
  std::map<std::string, std::string> no_providers_;
  std::set<std::string> tags_;
  std::vector<OwnModule> own_;
  std::vector<std::pair<Node, ConfigMask>> queue_;
};

using parts::Imports;
using parts::Parts;

// add_imports collects the packages that a leaf needs compiled by themselves, with their imports of
// one another.
void add_imports(Imports& imports, const Walk& walk) {
  for (const auto& [node, mask] : walk.masks) {
    if (!walk.in_leaf(node)) imports[{node.module, node.directory}];
  }
  for (const auto& [edge, mask] : walk.edges) {
    const auto& [source, target] = edge;
    if (walk.in_leaf(source) || walk.in_leaf(target)) continue;
    imports[{source.module, source.directory}].insert({target.module, target.directory});
  }
}

// parts_before returns the parts that modules had in another set, where it had the same sources.
Parts parts_before(const std::map<std::string, SetModule>& before,
                   const std::map<std::string, SetModule>& now) {
  Parts result;
  for (const auto& [path, module] : now) {
    const auto old = before.find(path);
    if (old == before.end() || old->second.version != module.version) continue;
    if (old->second.provider(path) == module.provider(path)) result[path] = old->second.parts;
  }
  return result;
}

void split_track(GoSet& set, const std::string& name, const Imports& imports, const GoSet& before) {
  SetTrack& track = set.tracks.at(name);
  const auto old = before.tracks.find(name);
  const Parts own = parts::split(imports, old == before.tracks.end()
                                              ? Parts{}
                                              : parts_before(old->second.modules, track.modules));
  while (true) {
    Parts divided;
    for (const auto& [path, list] : own) {
      const auto differing = track.modules.find(path);
      if (differing != track.modules.end()) differing->second.parts = list;
      divided[path] = set_graph::module(set, name, path)->parts;
    }
    bool again = false;
    for (const std::string& path : parts::cyclic_modules(imports, divided)) {
      again = track.modules.emplace(path, set.modules.at(path)).second || again;
    }
    if (!again) return;
  }
}

// spread_tags gives every part the tags of what it is built from: the go command looks into that
// again, and has to find the same files.
void spread_tags(SetGraph::Layer& layer) {
  for (bool again = true; again;) {
    again = false;
    for (auto& [key, unit] : layer.parts) {
      const std::size_t before = unit.tags.size();
      for (const auto& [required, mask] : unit.requires_) {
        const std::set<std::string>& tags = layer.parts.at(required).tags;
        unit.tags.insert(tags.begin(), tags.end());
      }
      again = again || unit.tags.size() != before;
    }
  }
}

// Units are the parts that the leaves of one track, or of none, need, with what these import.
SetGraph::Layer units(const GoSet& set, const std::vector<std::unique_ptr<Walk>>& walks) {
  SetGraph::Layer layer;
  for (const std::unique_ptr<Walk>& walk : walks) {
    const std::string& track = walk->leaf().track;
    std::map<Node, std::string> keys;
    const auto key_of = [&](const Node& node) -> const std::string& {
      std::string& key = keys[node];
      if (!key.empty()) return key;
      const std::vector<parts::Part>& list = set_graph::module(set, track, node.module)->parts;
      for (std::size_t i = 0; i < list.size(); ++i) {
        for (const std::string& directory : list[i]) {
          keys[{true, node.module, directory}] = set_graph::part_key(node.module, i);
        }
      }
      if (key.empty()) {
        throw Error(fmt::format("package {} is in no part of its module",
                                package_facts::import_path(node.module, node.directory)));
      }
      return key;
    };
    for (const auto& [node, mask] : walk->masks) {
      if (walk->in_leaf(node)) continue;
      SetGraph::Unit& unit = layer.parts[key_of(node)];
      if (const ConfigMask where = walk->has_files(node, mask))
        unit.packages[node.directory] |= where;
      unit.tags.merge(walk->tags_of(node));
    }
    for (const auto& [edge, mask] : walk->edges) {
      const auto& [source, target] = edge;
      if (walk->in_leaf(source) || walk->in_leaf(target)) continue;
      if (const std::string& key = key_of(source); key != key_of(target)) {
        layer.parts[key].requires_[key_of(target)] |= mask;
      }
    }
  }
  spread_tags(layer);
  return layer;
}

void merge(SetGraph::Unit& into, const SetGraph::Unit& unit) {
  for (const auto& [directory, mask] : unit.packages) into.packages[directory] |= mask;
  for (const auto& [key, mask] : unit.requires_) into.requires_[key] |= mask;
}

// Dependents are the keys of the parts that require a part.
using Dependents = std::map<std::string, std::vector<std::string>>;

void add_dependents(Dependents& dependents, const SetGraph::Layer& layer) {
  for (const auto& [key, unit] : layer.parts) {
    for (const auto& [required, mask] : unit.requires_) dependents[required].push_back(key);
  }
}

// Layering is a layer while it is compared with the set.
struct Layering {
  const SetTrack* track;  // whose modules it has; null: the set's
  SetGraph::Layer& layer;
  std::set<std::string> asking;  // keys of parts with files that ask for its tags

  // differing returns the keys of parts that are compiled from other files here than in the set.
  std::set<std::string> differing(const SetGraph::Layer& base) const {
    std::set<std::string> result = asking;
    for (const SetGraph::Layer* const parts : {&base, &std::as_const(layer)}) {
      for (const auto& [key, unit] : parts->parts) {
        if (track && track->modules.contains(set_graph::path_of(key))) result.insert(key);
      }
    }
    return result;
  }

  // rebuilt returns the keys of all that is built from what differs, that included.
  std::set<std::string> rebuilt(const SetGraph::Layer& base) const {
    Dependents dependents;
    add_dependents(dependents, base);
    add_dependents(dependents, layer);
    std::set<std::string> result = differing(base);
    std::vector<std::string> queue(result.begin(), result.end());
    while (!queue.empty()) {
      const std::string key = std::move(queue.back());
      queue.pop_back();
      for (const std::string& dependent : dependents[key]) {
        if (result.insert(dependent).second) queue.push_back(dependent);
      }
    }
    return result;
  }

  // share gives the set what leaves of the layer need of its parts; whether that was new there.
  bool share(SetGraph::Layer& base) const {
    const std::set<std::string> apart = rebuilt(base);
    bool any = false;
    for (const auto& [key, unit] : layer.parts) {
      if (apart.contains(key)) continue;
      SetGraph::Unit& shared = base.parts[key];
      const SetGraph::Unit before = shared;
      merge(shared, unit);
      any = any || shared != before;
    }
    return any;
  }

  // keep_own drops the units that the set's describe too.
  void keep_own(const SetGraph::Layer& base) const {
    const std::set<std::string> own = differing(base);
    const std::set<std::string> apart = rebuilt(base);
    std::erase_if(layer.parts, [&](const auto& part) {
      const auto& [key, unit] = part;
      if (own.contains(key)) return false;
      const auto shared = base.parts.find(key);
      return !apart.contains(key) || (shared != base.parts.end() && shared->second == unit);
    });
  }
};

// key_in returns the key of the part that a package is in, or of its module if it is in none.
std::string key_in(const GoSet& set, const std::string& track, const Node& node) {
  const SetModule& module = *set_graph::module(set, track, node.module);
  for (std::size_t i = 0; i < module.parts.size(); ++i) {
    const parts::Part& part = module.parts[i];
    if (std::binary_search(part.begin(), part.end(), node.directory)) {
      return set_graph::part_key(node.module, i);
    }
  }
  return node.module;
}

SetGraph::Leaf leaf_unit(const GoSet& set, const Walk& walk) {
  SetGraph::Leaf unit;
  const auto key_of = [&](const Node& node) { return key_in(set, walk.leaf().track, node); };
  for (const auto& [node, mask] : walk.masks) {
    if (!walk.in_leaf(node)) continue;
    const ConfigMask where = walk.has_files(node, mask);
    if (where == 0) continue;
    if (node.shared) {
      unit.private_packages[node.module][node.directory] |= where;
      continue;
    }
    for (const OwnModule& module : walk.own()) {
      if (module.path == node.module && is_asked_for(walk.leaf(), module, node.directory)) {
        unit.packages[joined(module.directory, node.directory)] |= where;
      }
    }
  }
  for (const auto& [edge, mask] : walk.edges) {
    if (walk.in_leaf(edge.first) && !walk.in_leaf(edge.second)) {
      unit.requires_[key_of(edge.second)] |= mask;
    }
  }
  return unit;
}

// variant_name names the variant that a leaf of a track needs for these tags; empty: none. No track
// has an "@" in its name.
std::string variant_name(const std::string& track, const std::set<std::string>& tags) {
  return tags.empty() ? "" : fmt::format("{}@{}", track, fmt::join(tags, "@"));
}

// add_users notes which modules the leaf needs.
void add_users(SetGraph& graph, const GoSet& set, const Walk& walk, const std::string& name) {
  const std::string& track_name = walk.leaf().track;
  const auto track = set.tracks.find(track_name);
  const std::string& variant = graph.leaves.at(name).variant;
  for (const auto& [node, mask] : walk.masks) {
    if (!node.shared) continue;
    const bool differs = track != set.tracks.end() && track->second.modules.contains(node.module);
    (differs ? graph.tracks[track_name] : graph.base).users[node.module].insert(name);
    if (!variant.empty()) graph.variants.at(variant).users[node.module].insert(name);
  }
}

}  // namespace

const SetGraph::Unit* SetGraph::find(const std::string& scope, const std::string& key) const {
  const auto in = [&](const Layer& layer) -> const Unit* {
    const auto unit = layer.parts.find(key);
    return unit == layer.parts.end() ? nullptr : &unit->second;
  };
  const Unit* own = nullptr;
  if (const auto track = tracks.find(scope); track != tracks.end()) own = in(track->second);
  if (const auto variant = variants.find(scope); variant != variants.end()) {
    own = in(variant->second);
  }
  return own ? own : in(base);
}

std::string SetGraph::track_of(const std::string& scope) const {
  const auto variant = variants.find(scope);
  return variant == variants.end() ? scope : variant->second.track;
}

namespace set_graph {

std::string part_key(const std::string& path, std::size_t index) {
  return index == 0 ? path : fmt::format("{}#{}", path, index + 1);
}

std::string path_of(const std::string& part_key) {
  return part_key.substr(0, part_key.find('#'));
}

const SetModule* module(const GoSet& set, const std::string& track, const std::string& path) {
  if (const auto found = set.tracks.find(track); found != set.tracks.end()) {
    const auto differing = found->second.modules.find(path);
    if (differing != found->second.modules.end()) return &differing->second;
  }
  const auto found = set.modules.find(path);
  return found == set.modules.end() ? nullptr : &found->second;
}

ConfigMask supported(const SetLeaf& leaf, const Configurations& configurations) {
  ConfigMask result = configurations.all();
  for (const auto& [term, reason] : leaf.unsupported) {
    result &= ~configurations.mask(BuildConstraint::parse(term), {});
  }
  return result;
}

void split_parts(GoSet& set, const Configurations& configurations, const GoSet& before) {
  Imports all;
  std::map<std::string, Imports> by_track;
  for (const auto& [name, leaf] : set.leaves) {
    const Walk walk(set, configurations, name);
    Imports own;
    add_imports(own, walk);
    const auto track = set.tracks.find(leaf.track);
    const auto is_base = [&](const std::string& path) {
      return track == set.tracks.end() || !track->second.modules.contains(path);
    };
    for (const auto& [package, targets] : own) {
      if (!is_base(package.first)) continue;
      std::set<parts::Package>& known = all[package];
      for (const parts::Package& target : targets) {
        if (is_base(target.first)) known.insert(target);
      }
    }
    if (track != set.tracks.end()) {
      for (auto& [package, targets] : own) by_track[leaf.track][package].merge(targets);
    }
  }
  const Parts old = parts_before(before.modules, set.modules);
  for (auto& [path, module] : set.modules) module.parts.clear();
  for (auto& [path, parts] : parts::split(all, old)) set.modules.at(path).parts = std::move(parts);
  for (const auto& [name, imports] : by_track) split_track(set, name, imports, before);
}

SetGraph of(const GoSet& set, const Configurations& configurations) {
  SetGraph graph;
  std::map<std::string, std::vector<std::unique_ptr<Walk>>> walks;  // by track or variant
  for (const auto& [name, leaf] : set.leaves) {
    std::unique_ptr<Walk> walk = std::make_unique<Walk>(set, configurations, name);
    graph.leaves[name] = leaf_unit(set, *walk);
    std::set<std::string> tags = walk->tags_asked_for();
    const std::string variant = variant_name(leaf.track, tags);
    const std::string& scope = variant.empty() ? leaf.track : variant;
    graph.leaves[name].variant = variant;
    graph.leaves[name].scope = scope;
    if (!variant.empty()) {
      graph.variants[variant].track = leaf.track;
      graph.variants[variant].tags = std::move(tags);
    }
    add_users(graph, set, *walk, name);
    walks[scope].push_back(std::move(walk));
  }
  graph.base.parts = units(set, walks[""]).parts;
  std::vector<Layering> layers;
  const auto add_layer = [&](const std::string& name, const std::string& track,
                             SetGraph::Layer& layer) {
    layer.parts = units(set, walks[name]).parts;
    const auto found = set.tracks.find(track);
    Layering added{found == set.tracks.end() ? nullptr : &found->second, layer, {}};
    for (const std::unique_ptr<Walk>& walk : walks[name]) {
      for (const Node& node : walk->asking()) added.asking.insert(key_in(set, track, node));
    }
    layers.push_back(std::move(added));
  };
  for (const auto& [name, track] : set.tracks) add_layer(name, name, graph.tracks[name]);
  for (auto& [name, variant] : graph.variants) add_layer(name, variant.track, variant);
  for (bool again = true; again;) {
    again = false;
    for (const Layering& layering : layers) again = layering.share(graph.base) || again;
  }
  for (const Layering& layering : layers) layering.keep_own(graph.base);
  return graph;
}

std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf) {
  std::vector<Needed> result;
  for (const auto& [node, mask] : Walk(set, configurations, leaf).masks) {
    result.push_back({node.module, node.directory, !node.shared, mask});
  }
  return result;
}

}  // namespace set_graph
}  // namespace goset
