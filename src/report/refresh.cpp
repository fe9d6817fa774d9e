#include "goset/report/refresh.hpp"

#include <fmt/format.h>

#include "goset/report/paint.hpp"
#include "goset/set/module_count.hpp"

namespace goset::refresh_output {

namespace {

// why_not spells out a reason for which something was not verified.
std::string why_not(const std::string& reason) {
  return reason == "GONOSUMDB" ? "named in GONOSUMDB or GOPRIVATE" : reason;
}

std::size_t parts_in(const GoSet& set) {
  std::size_t count = 0;
  for (const auto& [path, module] : set.modules) count += module.parts.size();
  for (const auto& [name, track] : set.tracks) {
    for (const auto& [path, parts] : track.parts) count += parts.size();
  }
  return count;
}

}  // namespace

TerminalText added(const Refresh& refresh, const std::string& name) {
  const SetLeaf& leaf = refresh.set().leaves.at(name);
  const SetGraph& graph = refresh.relocked()->graph;
  std::size_t modules = 0;
  std::size_t fresh = 0;
  const auto count = [&](const SetGraph::View& view) {
    for (const auto& [path, users] : view.users) {
      if (!users.contains(name)) continue;
      ++modules;
      if (!refresh.before() || !refresh.before()->modules.contains(path)) ++fresh;
    }
  };
  count(graph.base);
  if (!leaf.track.empty()) count(graph.tracks.at(leaf.track));
  return TerminalText::format("{} {}: {}, {}, {} new to the set\n", name, origin(leaf),
                              plural(modules, "module"),
                              plural(graph.leaves.at(name).needed, "package"), fresh);
}

TerminalText merged(const Refresh& refresh) {
  const std::size_t before = refresh.before() ? parts_in(*refresh.before()) : 0;
  const std::size_t after = parts_in(refresh.set());
  if (before == after) return {};
  return TerminalText::format("{} -> {} module parts\n", before, after);
}

TerminalText verified(const Relocked& relocked, double seconds) {
  std::size_t total = 0;
  std::vector<std::string> by;
  for (const auto& [witness, count] : relocked.verified) {
    total += count;
    by.push_back(fmt::format("{} by {}", count, witness));
  }
  TerminalText out;
  if (total > 0) {
    if (relocked.from_cache > 0) by.push_back(fmt::format("{} from cache", relocked.from_cache));
    out.add("verified {} ({}), {:.1f} MB in {:.1f} s\n", plural(total, "module"),
            TerminalText::join(by, ", "), static_cast<double>(relocked.bytes) / 1e6, seconds);
  }
  for (const auto& [reason, count] : relocked.unverified) {
    out.add("not verified: {} ({})\n", plural(count, "module"), why_not(reason));
  }
  if (relocked.new_archives > 0) {
    out.add("not verified: {} (new; later runs compare with the lock)\n",
            plural(relocked.new_archives, "source archive"));
  }
  for (const auto& [reason, mods] : relocked.lock.unverified) {
    out.add("not verified: {} ({})\n", plural(mods.size(), "go.mod file"), why_not(reason));
  }
  return out;
}

TerminalText unused(const std::vector<Unused>& decisions) {
  TerminalText out;
  bool has_pin = false;
  for (const Unused& one : decisions) {
    out.add("no longer needed: {}\n  {}\n", one.what, one.reason);
    has_pin = has_pin || !one.pin.empty();
  }
  return has_pin ? out.add("  `goset lock --prune` removes such pins\n") : out;
}

TerminalText current(const std::string& lock_name, const GoSet& set) {
  const std::size_t leaves = set.leaves.size();
  return TerminalText::format("{} is up to date: {} {}, {}\n", lock_name, leaves,
                              leaves == 1 ? "leaf" : "leaves", plural(module_count(set), "module"));
}

TerminalText written(const Refresh& refresh) {
  TerminalText out =
      TerminalText::format("wrote {}\n", TerminalText::join(refresh.written(), ", "));
  if (const std::vector<std::string> removed = refresh.removed(); !removed.empty()) {
    out.add("removed {}\n", TerminalText::join(removed, ", "));
  }
  return out;
}

}  // namespace goset::refresh_output
