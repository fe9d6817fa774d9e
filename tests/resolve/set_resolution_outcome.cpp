#include "set_resolution_outcome.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "world_facts.hpp"

namespace goset::world {

namespace {

// Printer writes what was found, and how it came to that.
class Printer {
 public:
  Printer(const SetResolution& resolution, const Configurations& configurations)
      : resolution_(resolution), configurations_(configurations) {}

  std::string print() {
    for (const auto& leaf : resolution_.leaves()) {
      for (const ModuleVersion& m : SetResolution::needed(*leaf)) {
        if (rank(*leaf) == 0) shared_[m.path] = word(*leaf, m);
      }
    }
    for (const int now : {1, 2}) {
      for (const auto& leaf : resolution_.leaves()) {
        if (rank(*leaf) == now) share_or_differ(*leaf);
      }
    }
    for (const auto& [path, text] : shared_) out_ += text + "\n";
    for (const auto& [name, view] : resolution_.tracks()) print_track(name, view);
    for (const auto& leaf : resolution_.leaves()) print_unsupported(*leaf);
    if (resolution_.base().circle) out_ += "circle\n";
    for (const auto& leaf : resolution_.leaves()) print_details(*leaf);
    print_reasons();
    return std::move(out_);
  }

 private:
  using Leaf = SetResolution::Leaf;
  using View = SetResolution::View;

  int rank(const Leaf& leaf) const {
    if (leaf.track.empty()) return 0;
    return resolution_.tracks().at(leaf.track).joint ? 1 : 2;
  }

  std::string word(const Leaf& leaf, const ModuleVersion& m) const {
    const ModuleVersion from = resolution_.provider(leaf, m);
    return from == m ? m.str() : fmt::format("{} from {}", m.str(), from.str());
  }

  // share_or_differ decides what of a track the set has as well: the lock is made alike.
  void share_or_differ(const Leaf& leaf) {
    const auto& versions = resolution_.base().versions;
    for (const ModuleVersion& m : SetResolution::needed(leaf)) {
      const auto found = versions.find(m.path);
      const bool is_same = found != versions.end() && found->second == m.version &&
                           resolution_.provider(leaf, m) == resolution_.shared_provider(m);
      if (is_same && (rank(leaf) == 1 || shared_.contains(m.path))) {
        shared_.emplace(m.path, word(leaf, m));
      } else {
        differing_[leaf.track].insert(word(leaf, m));
      }
    }
  }

  void print_track(const std::string& name, const View& view) {
    std::vector<std::string> leaves;
    for (const auto& leaf : resolution_.leaves()) {
      if (leaf->track == name) leaves.push_back(leaf->input.name);
    }
    const std::string kind = view.joint       ? "joint"
                             : view.automatic ? "automatic"
                             : leaves.empty() ? "of nobody"
                                              : fmt::format("of {}", fmt::join(leaves, " "));
    out_ += fmt::format("track {} {}: {}\n", name, kind, view.reason);
    for (const std::string& text : differing_[name]) out_ += "  " + text + "\n";
    if (view.circle) out_ += "  circle\n";
  }

  std::string where(ConfigMask mask) const {
    if (mask == configurations_.all()) return "";
    return fmt::format(" [{}]", fmt::join(configurations_.terms(mask), " || "));
  }

  void print_unsupported(const Leaf& leaf) {
    for (const SetResolution::Unsupported& one : leaf.unsupported) {
      std::string reason = one.reason.message();
      const std::string prefix = fmt::format("leaf {}: ", leaf.input.name);
      if (reason.starts_with(prefix)) reason = reason.substr(prefix.size());
      out_ += fmt::format("unsupported {}{}: {}\n", leaf.input.name, where(one.mask), reason);
    }
  }

  void print_details(const Leaf& leaf) {
    const std::string& name = leaf.input.name;
    out_ += "own " + name + ":";
    for (const auto& [path, version] : leaf.own->selected()) {
      out_ += " " + ModuleVersion{path, version}.str();
    }
    out_ += "\nneeds " + name + ":";
    for (const ModuleVersion& m : SetResolution::needed(leaf)) out_ += " " + m.str();
    out_ += "\nimports " + name + ":";
    for (const auto& [path, package] : leaf.imports->packages()) {
      out_ += " " + path + where(package.mask);
    }
    out_ += "\nprivate " + name + ":";
    for (const std::string& path : leaf.imports->private_packages()) out_ += " " + path;
    out_ += "\nlooks " + name + ":";
    for (const auto& [m, lacks] : leaf.imports->looked_at()) {
      out_ += " " + m.str();
      for (const std::string& directory : lacks) out_ += " -" + directory;
    }
    out_ += "\n";
  }

  // print_reasons says of each module that is needed who requires it and what forces its version.
  void print_reasons() {
    std::map<std::string, std::set<ModuleVersion>> needed;  // by track
    std::set<ModuleVersion> all;
    for (const auto& leaf : resolution_.leaves()) {
      const std::set<ModuleVersion> of_leaf = SetResolution::needed(*leaf);
      needed[leaf->track].insert(of_leaf.begin(), of_leaf.end());
      all.insert(of_leaf.begin(), of_leaf.end());
    }
    for (const ModuleVersion& m : all) {
      out_ += fmt::format("who {}: {}\n", m.str(), fmt::join(resolution_.chain(m), ", "));
    }
    for (const auto& [track, modules] : needed) {
      const View& view = track.empty() ? resolution_.base() : resolution_.tracks().at(track);
      std::string last;
      for (const ModuleVersion& m : modules) {
        if (m.path == std::exchange(last, m.path)) continue;
        out_ += fmt::format("why {}{}:{}\n", track.empty() ? "" : track + " ", m.path,
                            causes(view, m.path));
      }
    }
  }

  std::string causes(const View& view, const std::string& path) const {
    using Kind = SetResolution::Cause::Kind;
    std::vector<std::string> words;
    for (const SetResolution::Cause& cause : resolution_.causes(view, path)) {
      words.push_back(cause.kind == Kind::leaf     ? "leaf " + cause.leaf
                      : cause.kind == Kind::module ? cause.module.str()
                      : cause.kind == Kind::pin    ? "pin"
                                                   : "set");
    }
    return words.empty() ? "" : fmt::format(" {}", fmt::join(words, ", "));
  }

  const SetResolution& resolution_;
  const Configurations& configurations_;
  std::map<std::string, std::string> shared_;               // by path
  std::map<std::string, std::set<std::string>> differing_;  // by track
  std::string out_;
};

std::string text_of(const Error& error, std::string_view kind) {
  std::string out = fmt::format("{}: {}\n", kind, error.message());
  for (const std::string& note : error.notes()) out += "  " + note + "\n";
  return out;
}

// resolve does what `goset lock` does: where resolution fails, the ceiling may be why.
std::string resolve(const World& world, const Arrival& arrival) {
  const Configurations configurations = configurations_of(world);
  WorldFacts facts(world, configurations, arrival);
  SetResolution resolution(set_to_resolve(world, configurations), configurations, facts);
  const std::string ceiling = world.ceiling.empty() ? "1.99" : world.ceiling;
  try {
    resolution.run();
  } catch (const SecurityError&) {
    throw;
  } catch (const Error&) {
    if (!world.ceiling.empty()) resolution.check_go(ceiling);
    throw;
  }
  resolution.check_go(ceiling);
  return Printer(resolution, configurations).print();
}

}  // namespace

std::string set_resolution_outcome(const World& world, const Arrival& arrival) {
  std::string out;
  try {
    out = resolve(world, arrival);
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

}  // namespace goset::world
