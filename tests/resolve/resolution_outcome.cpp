#include "resolution_outcome.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "world_facts.hpp"

namespace goset::world {

namespace {

// Printer writes what was found, and how it came to that.
class Printer {
 public:
  Printer(const resolve::Resolution& resolution, const Configurations& configurations)
      : resolution_(resolution), configurations_(configurations) {}

  std::string print() {
    print_set();
    for (const Leaf& leaf : resolution_.leaves()) print_unsupported(leaf);
    if (resolution_.base().has_circle()) out_ += "circle\n";
    return print_rest();
  }

  // print_recalled leaves out what follows from rounds alone.
  std::string print_recalled() {
    with_rounds_ = false;
    print_set();
    return print_rest();
  }

 private:
  void print_set() {
    for (const Leaf& leaf : resolution_.leaves()) {
      for (const ModuleVersion& m : leaf.needed()) {
        if (rank(leaf) == 0) shared_[m.path] = word(leaf, m);
      }
    }
    for (const int now : {1, 2}) {
      for (const Leaf& leaf : resolution_.leaves()) {
        if (rank(leaf) == now) share_or_differ(leaf);
      }
    }
    for (const auto& [path, text] : shared_) out_ += text + "\n";
    for (const Track& track : resolution_.tracks()) print_track(track);
  }

  std::string print_rest() {
    for (const Leaf& leaf : resolution_.leaves()) print_details(leaf);
    print_reasons();
    return std::move(out_);
  }

  using Leaf = resolve::Resolution::Leaf;
  using Track = resolve::Resolution::Track;

  int rank(const Leaf& leaf) const {
    if (leaf.track().empty()) return 0;
    return resolution_.track(leaf.track())->shares_base() ? 1 : 2;
  }

  std::string word(const Leaf& leaf, const ModuleVersion& m) const {
    const ModuleVersion from = leaf.source_module(m);
    return from == m ? m.str() : fmt::format("{} from {}", m.str(), from.str());
  }

  // share_or_differ decides what of a track the set has as well: the lock is made alike.
  void share_or_differ(const Leaf& leaf) {
    for (const ModuleVersion& m : leaf.needed()) {
      const bool is_same = resolution_.base().version(m.path) == m.version &&
                           leaf.source_module(m) == resolution_.shared_source_module(m);
      if (is_same && (rank(leaf) == 1 || shared_.contains(m.path))) {
        shared_.emplace(m.path, word(leaf, m));
      } else {
        differing_[leaf.track()].insert(word(leaf, m));
      }
    }
  }

  void print_track(const Track& track) {
    const std::string& name = track.name();
    std::vector<std::string> leaves;
    for (const Leaf& leaf : resolution_.leaves()) {
      if (leaf.track() == name) leaves.push_back(leaf.name());
    }
    const std::string kind = track.shares_base()    ? "joint"
                             : track.keeps_own()    ? "own"
                             : track.is_automatic() ? "automatic"
                             : leaves.empty()       ? "of nobody"
                                                    : fmt::format("of {}", fmt::join(leaves, " "));
    out_ += fmt::format("track {} {}{}{}\n", name, kind, track.reason().empty() ? "" : ": ",
                        track.reason());
    for (const std::string& text : differing_[name]) out_ += "  " + text + "\n";
    if (with_rounds_ && track.has_circle()) out_ += "  circle\n";
  }

  std::string where(ConfigMask mask) const {
    if (mask == configurations_.all()) return "";
    return fmt::format(" [{}]", fmt::join(configurations_.terms(mask), " || "));
  }

  void print_unsupported(const Leaf& leaf) {
    for (const resolve::Unsupported& one : leaf.unsupported()) {
      std::string reason = one.reason.message();
      const std::string prefix = fmt::format("leaf {}: ", leaf.name());
      if (reason.starts_with(prefix)) reason = reason.substr(prefix.size());
      out_ += fmt::format("unsupported {}{}: {}\n", leaf.name(), where(one.mask), reason);
    }
  }

  void print_details(const Leaf& leaf) {
    const std::string& name = leaf.name();
    out_ += "own " + name + ":";
    for (const auto& [path, version] : leaf.own_versions()) {
      out_ += " " + ModuleVersion{path, version}.str();
    }
    out_ += "\nneeds " + name + ":";
    for (const ModuleVersion& m : leaf.needed()) out_ += " " + m.str();
    out_ += "\nimports " + name + ":";
    for (const resolve::NeededPackage& package : leaf.packages()) {
      out_ += fmt::format(" {}{}", package.import_path, where(package.mask));
    }
    out_ += "\nlooks " + name + ":";
    for (const auto& [m, lacks] : leaf.looked_at()) {
      out_ += " " + m.str();
      for (const std::string& directory : lacks) out_ += " -" + directory;
    }
    out_ += "\n";
  }

  // print_reasons says of each module that is needed who requires it and what forces its version.
  void print_reasons() {
    std::map<std::string, std::set<ModuleVersion>> needed;  // by track
    std::set<ModuleVersion> all;
    for (const Leaf& leaf : resolution_.leaves()) {
      const std::set<ModuleVersion> of_leaf = leaf.needed();
      needed[leaf.track()].insert(of_leaf.begin(), of_leaf.end());
      all.insert(of_leaf.begin(), of_leaf.end());
    }
    for (const ModuleVersion& m : all) {
      out_ += fmt::format("who {}: {}\n", m.str(), fmt::join(resolution_.chain(m), ", "));
    }
    for (const auto& [track, modules] : needed) {
      const Track view = track.empty() ? resolution_.base() : *resolution_.track(track);
      std::string last;
      for (const ModuleVersion& m : modules) {
        if (m.path == std::exchange(last, m.path)) continue;
        out_ += fmt::format("why {}{}:{}\n", track.empty() ? "" : track + " ", m.path,
                            causes(view, m.path));
      }
    }
  }

  std::string causes(const Track& view, const std::string& path) const {
    using Kind = resolve::Cause::Kind;
    std::vector<std::string> words;
    for (const resolve::Cause& cause : resolution_.causes(view, path)) {
      words.push_back(cause.kind == Kind::leaf     ? "leaf " + cause.leaf
                      : cause.kind == Kind::module ? cause.module.str()
                      : cause.kind == Kind::pin    ? "pin"
                                                   : "set");
    }
    return words.empty() ? "" : fmt::format(" {}", fmt::join(words, ", "));
  }

  const resolve::Resolution& resolution_;
  const Configurations& configurations_;
  bool with_rounds_ = true;
  std::map<std::string, std::string> shared_;               // by path
  std::map<std::string, std::set<std::string>> differing_;  // by track
  std::string out_;
};

std::string text_of(const Error& error, std::string_view kind) {
  std::string out = fmt::format("{}: {}\n", kind, error.message());
  for (const std::string& note : error.notes()) out += "  " + note + "\n";
  return out;
}

// locked_set is what a lock states of versions and tracks, made from a resolution.
// add_choice adds what a lock says of a choice of optional tags.
void add_choice(SetLeaf& entry, const resolve::Resolution::Leaf& leaf,
                const Configurations& configurations) {
  const TagChoice choice = tag_choice::of(leaf.name());
  std::set<std::string> optional(entry.optional_tags.begin(), entry.optional_tags.end());
  optional.insert(choice.begin(), choice.end());
  entry.optional_tags.assign(optional.begin(), optional.end());
  auto& unsupported = choice.empty() ? entry.unsupported : entry.unsupported_with[choice];
  for (const resolve::Unsupported& one : leaf.unsupported()) {
    for (const std::string& term : configurations.terms(one.mask)) unsupported[term] = "";
  }
}

GoSet locked_set(const resolve::Resolution& resolution, const Configurations& configurations) {
  GoSet result;
  for (const resolve::Resolution::Track& track : resolution.tracks()) {
    SetTrack& entry = result.tracks[track.name()];
    entry.reason = track.reason();
    entry.automatic = track.is_automatic();
    entry.own = track.keeps_own();
  }
  const auto is_shared = [&](const resolve::Resolution::Leaf& leaf, const ModuleVersion& m) {
    return resolution.base().version(m.path) == m.version &&
           leaf.source_module(m) == resolution.shared_source_module(m);
  };
  for (const bool joint : {true, false}) {
    for (const resolve::Resolution::Leaf& leaf : resolution.leaves()) {
      const bool is_base = leaf.track().empty() || resolution.track(leaf.track())->shares_base();
      if (is_base != joint) continue;
      SetLeaf& entry = result.leaves[tag_choice::leaf_of(leaf.name())];
      entry.track = leaf.track();
      add_choice(entry, leaf, configurations);
      const std::set<ModuleVersion> needed = leaf.needed();
      for (const ModuleVersion& m : needed) {
        const bool shared = is_shared(leaf, m) && (joint || result.modules.contains(m.path));
        if (shared) {
          result.modules[m.path].version = m.version;
          continue;
        }
        auto& module = result.tracks.at(leaf.track()).modules[m.path];
        module = std::make_shared<SetModule>();
        module->version = m.version;
      }
      for (const auto& [m, lacks] : leaf.looked_at()) {
        if (needed.contains(m)) continue;
        const auto [candidate, is_new] = result.candidates.try_emplace(m);
        if (leaf.track().empty() || is_shared(leaf, m)) {
          candidate->second.apart = false;
          continue;
        }
        candidate->second.apart = is_new || candidate->second.apart;
        result.tracks.at(leaf.track()).candidates.insert(m);
      }
    }
  }
  return result;
}

// KnownLeaf is what a lock knows of a leaf with one main module.
struct KnownLeaf {
  std::set<std::string> packages;  // the needed ones
  std::string unsupported;
};
using KnownLeaves = std::map<std::string, KnownLeaf>;

KnownLeaves known_leaves(const resolve::Resolution& resolution,
                         const Configurations& configurations) {
  KnownLeaves result;
  for (const resolve::Resolution::Leaf& leaf : resolution.leaves()) {
    if (leaf.input().mains.size() != 1) continue;
    KnownLeaf& known = result[leaf.name()];
    for (const resolve::NeededPackage& package : leaf.packages()) {
      if (package.own && package.module->version.empty()) {
        known.packages.emplace(package.directory);
      }
    }
    for (const resolve::Unsupported& one : leaf.unsupported()) {
      known.unsupported +=
          fmt::format("{} {}\n", configurations.terms(one.mask), one.reason.message());
    }
  }
  return result;
}

void forget_other_packages(SetToResolve& set, const KnownLeaves& known) {
  for (LeafToResolve& leaf : set.leaves) {
    const auto found = known.find(leaf.name);
    if (found == known.end()) continue;
    ModulePackages& packages = leaf.mains.front().packages;
    packages.complete = false;
    std::erase_if(packages.packages,
                  [&](const auto& entry) { return !found->second.packages.contains(entry.first); });
  }
}

// Before is what is there of another resolution, and becomes what there is of this one.
struct Before {
  std::string* memory = nullptr;
  KnownLeaves* known = nullptr;
};

// check_unsupported does as `goset lock`: what a leaf can't be built for may be due to a package
// that was never needed.
void check_unsupported(const KnownLeaves& before, const KnownLeaves& now) {
  resolve::IncompleteLeaves differ;
  for (const auto& [name, leaf] : before) {
    const auto found = now.find(name);
    if (found != now.end() && found->second.unsupported != leaf.unsupported) {
      differ.names.insert(name);
    }
  }
  if (!differ.names.empty()) throw differ;
}

SetToResolve identified_set(const World& world, const Configurations& configurations) {
  SetToResolve set = set_to_resolve(world, configurations);
  for (LeafToResolve& leaf : set.leaves) leaf.identity = leaf.name;
  return set;
}

// resolved does what `goset lock` does: where resolution fails, the ceiling may be why.
std::string resolved(const World& world, const Arrival& arrival, const Before& other) {
  std::string* const memory = other.memory;
  const Configurations configurations = configurations_of(world);
  WorldFacts facts(world, configurations, arrival);
  const std::string ceiling = world.ceiling.empty() ? "1.99" : world.ceiling;
  resolve::Options options;
  options.check_rounds = true;
  options.threads = 2;
  SetToResolve set =
      memory ? identified_set(world, configurations) : set_to_resolve(world, configurations);
  const std::string before = memory ? *memory : "";
  options.memory = std::make_shared<const std::string>(before);
  if (other.known) forget_other_packages(set, *other.known);
  const resolve::Resolution resolution =
      resolve::Resolution::of(std::move(set), configurations, facts, world.ceiling, options);
  if (other.known) {
    KnownLeaves now = known_leaves(resolution, configurations);
    check_unsupported(*other.known, now);
    *other.known = std::move(now);
  }
  resolution.check_go(ceiling);
  if (memory) *memory = resolution.memory().value_or(before);
  return Printer(resolution, configurations).print();
}

// recalled does what `goset why` does if the lock is there, without a memory and with one.
std::string recalled(const World& world, const Arrival& arrival, bool& is_recalled) {
  const Configurations configurations = configurations_of(world);
  WorldFacts facts(world, configurations, arrival);
  const resolve::Resolution first = resolve::Resolution::of(identified_set(world, configurations),
                                                            configurations, facts, world.ceiling);
  const GoSet locked = locked_set(first, configurations);
  const std::string expected = Printer(first, configurations).print_recalled();
  const std::string memory = first.memory().value_or("");
  for (const std::string& known : {std::string(), memory}) {
    WorldFacts anew(world, configurations, arrival);
    resolve::Options options;
    options.memory = std::make_shared<const std::string>(known);
    const std::optional<resolve::Resolution> second = resolve::Resolution::of_lock(
        identified_set(world, configurations), configurations, anew, locked, options);
    const std::string found =
        second ? Printer(*second, configurations).print_recalled() : "not recalled\n";
    if (known.empty()) is_recalled = second.has_value();
    if (!is_recalled && !second) continue;
    if (found != expected) return difference(expected, found);
  }
  return "";
}

}  // namespace

std::string recalled_difference(const World& world, const Arrival& arrival, bool& is_recalled) {
  is_recalled = false;
  try {
    return recalled(world, arrival, is_recalled);
  } catch (const Error&) {
    return "";  // it has no lock
  }
}

namespace {

std::string outcome(const World& world, const Arrival& arrival, const Before& other) {
  std::string out;
  try {
    out = resolved(world, arrival, other);
  } catch (const SecurityError& error) {
    out = text_of(error, "security error");
  } catch (const HeldBackError& error) {
    out = text_of(error, "held back");
  } catch (const NotFoundError& error) {
    out = text_of(error, "not found");
  } catch (const Error& error) {
    out = text_of(error, "error");
  }
  return short_versions(out);
}

World without_first_leaf(World world) {
  if (!world.leaves.empty()) world.leaves.erase(world.leaves.begin());
  return world;
}

}  // namespace

std::string resolution_outcome(const World& world, const Arrival& arrival) {
  return outcome(world, arrival, {});
}

std::string remembering_outcome(const World& world, const Arrival& arrival) {
  std::string memory;
  outcome(without_first_leaf(world), arrival, {&memory, nullptr});
  const std::string found = outcome(world, arrival, {&memory, nullptr});
  const std::string again = outcome(world, arrival, {&memory, nullptr});
  return found == again ? found : "with its own memory: " + again;
}

std::string locked_leaves_outcome(const World& world, const Arrival& arrival) {
  KnownLeaves known;
  outcome(without_first_leaf(world), arrival, {nullptr, &known});
  while (true) {
    try {
      return outcome(world, arrival, {nullptr, &known});
    } catch (const resolve::IncompleteLeaves& incomplete) {
      for (const std::string& name : incomplete.names) known.erase(name);
    }
  }
}

}  // namespace goset::world
