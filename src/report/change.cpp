#include "goset/report/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "cut_names.hpp"
#include "json_text.hpp"
#include "release_notes.hpp"

namespace goset {

namespace change_output {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

Json module_json(const SetChange::Module& module) {
  Json result{{"path", module.path}};
  put(result, "track", module.track);
  if (!module.owners.empty()) result["owners"] = module.owners;
  if (module.moved_from) result["movedFrom"] = *module.moved_from;
  put(result, "before", module.before);
  put(result, "after", module.after);
  put(result, "cause", module.cause);
  result["leaves"] = module.affected;
  return result;
}

Json leaf_json(const SetChange::Leaf& leaf) {
  Json result{{"name", leaf.name}};
  put(result, "before", leaf.before);
  put(result, "after", leaf.after);
  return result;
}

Json held_back_json(const SetChange::HeldBack& held) {
  Json result{{"what", held.what}};
  put(result, "at", held.at);
  result["reason"] = held.reason;
  result["notes"] = held.notes;
  if (held.is_unknown) result["unknown"] = true;
  return result;
}

template <typename List, typename ToJson>
Json array(const List& list, const ToJson& to_json) {
  Json result = Json::array();
  for (const auto& item : list) result.push_back(to_json(item));
  return result;
}

// arrow writes a change of a version.
std::string arrow(const std::string& before, const std::string& after) {
  if (before.empty()) return after;
  return before + " -> " + (after.empty() ? "none" : after);
}

std::string number(const std::string& version) {
  return version.starts_with('v') ? version.substr(1) : version;
}

std::string of_leaves(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} {}", some, all, all == 1 ? "leaf" : "leaves");
}

std::string rebuilds_line(const SetChange& change) {
  return fmt::format("rebuilds {} of {}, {}", change.rebuilt_parts,
                     plural(change.parts, "module part"),
                     of_leaves(change.rebuilt_leaves.size(),
                               change.rebuilt_leaves.size() + change.untouched_leaves.size()));
}

// A pull request takes 65,536 characters, and nobody reads as many.
constexpr std::size_t most_rows = 120;
constexpr std::size_t most_names = 12;
constexpr std::size_t most_moved = 12;

// own_version says of which leaves a module is the own version.
std::string own_version(const SetChange::Module& module) {
  return "own version of " + some_of(module.owners, most_names);
}

// moved says where a module was.
std::string moved(const SetChange::Module& module) {
  if (!module.moved_from) return "";
  return ", moved from " + (module.moved_from->empty() ? "the set" : *module.moved_from);
}

// where says of what a module is, if not of the set, and where it was.
std::string where(const SetChange::Module& module) {
  if (!module.owners.empty()) return ", " + own_version(module) + moved(module);
  return (module.track.empty() ? "" : " in track " + module.track) + moved(module);
}

// page_link links a module of a public host to its page; of others no page is known, and nobody is told their
// names.
MarkdownText page_link(const std::string& path, const std::string& version) {
  if (!release_notes::is_public(path)) return MarkdownText::of(path);
  return MarkdownText::format("[{}](https://pkg.go.dev/{}@{})", path, escape::url_path(path),
                              escape::url_path(version));
}

MarkdownText notes_link(const std::string& path, const std::string& version) {
  const std::optional<release_notes::Place> place = release_notes::place_of(path, version);
  if (!place) return MarkdownText::of(version);
  return MarkdownText::format("[{}](https://{}/{})", version, place->host,
                              escape::url_path(place->path));
}

template <typename List>
std::size_t shown_rows(const List& list) {
  return std::min(list.size(), most_rows);
}

template <typename List>
MarkdownText more_rows(const List& list) {
  if (list.size() <= most_rows) return {};
  return MarkdownText::format("\nand {} more\n", list.size() - most_rows);
}

}  // namespace

JsonText json(const SetChange& change, bool written) {
  Json result{{"format", 1},
              {"leaves", array(change.leaves, leaf_json)},
              {"modules", array(change.modules, module_json)},
              {"exceptions", array(change.exceptions,
                                   [](const SetChange::Exception& exception) {
                                     return Json{{"leaf", exception.leaf},
                                                 {"what", exception.what},
                                                 {"reason", exception.reason}};
                                   })},
              {"dropped", array(change.dropped,
                                [](const Unused& dropped) {
                                  return Json{{"what", dropped.what}, {"reason", dropped.reason}};
                                })},
              {"heldBack", array(change.held_back, held_back_json)}};
  if (change.go) {
    result["go"] = {{"before", change.go->before},
                    {"after", change.go->after},
                    {"by", change.go->who},
                    {"chain", change.go->chain}};
  }
  result["rebuilds"] = {{"parts", change.rebuilt_parts},
                        {"ofParts", change.parts},
                        {"leaves", change.rebuilt_leaves},
                        {"untouched", change.untouched_leaves}};
  result["files"] = change.files;
  result["written"] = written;
  return json_text(result);
}

MarkdownText markdown(const SetChange& change) {
  MarkdownText out;
  if (!change.leaves.empty()) {
    out.add("| program | from | to |\n| --- | --- | --- |\n");
    for (const SetChange::Leaf& leaf : std::span(change.leaves).first(shown_rows(change.leaves))) {
      out.add("| {} | {} | {} |\n", leaf.name, leaf.before, leaf.after);
    }
    out.add("{}\n", more_rows(change.leaves));
  }
  if (!change.modules.empty()) {
    out.add("| module | from | to | programs |\n| --- | --- | --- | --- |\n");
    for (const SetChange::Module& module :
         std::span(change.modules).first(shown_rows(change.modules))) {
      const std::string& version = module.after.empty() ? module.before : module.after;
      out.add("| {}{} | {} | {} | {} |\n", page_link(module.path, version), where(module),
              module.before, notes_link(module.path, module.after),
              some_of(module.affected, most_names));
    }
    out.add("{}\n", more_rows(change.modules));
  }
  if (change.go) {
    out.add("Needs Go {} now (before: {}): {}\n\n", change.go->after, change.go->before,
            change.go->who);
  }
  for (const SetChange::Exception& exception : change.exceptions) {
    out.add("- {} is {}: {}\n", exception.leaf, exception.what, exception.reason);
  }
  for (const Unused& dropped : change.dropped) {
    out.add("- dropped: {}: {}\n", dropped.what, dropped.reason);
  }
  for (const SetChange::HeldBack& held : change.held_back) {
    out.add("- {}: {}{}: {}\n", held.is_unknown ? "unknown" : "held back", held.what,
            held.at.empty() ? "" : ", stays at " + held.at, held.reason);
  }
  if (out.empty()) return MarkdownText::format("Nothing changed.\n");
  if (!out.str().ends_with("\n\n")) out.add("\n");
  out.add("This {}.\n", rebuilds_line(change));
  return out;
}

JsonText nixpkgs(const SetChange& change, const std::string& attribute) {
  Json list = Json::array();
  const auto entry = [&](const std::string& attr_path, const std::string& before,
                         const std::string& after) {
    Json result{{"attrPath", attr_path},
                {"oldVersion", number(before)},
                {"newVersion", number(after)},
                {"files", change.files},
                {"commitBody", markdown(change).str()}};
    list.push_back(std::move(result));
  };
  if (change.files.empty()) return JsonText::format("[]\n");
  for (const SetChange::Leaf& leaf : change.leaves) {
    if (leaf.after.empty()) continue;
    // A script that was started for one attribute knows no other name for it.
    const bool is_only = change.leaves.size() == 1 && !attribute.empty();
    const std::string& name = is_only ? attribute : leaf.name;
    entry(name, leaf.before, leaf.after);
    if (!leaf.before.empty()) continue;
    list.back()["commitMessage"] =
        TerminalText::format("{}: init at {}", name, number(leaf.after)).str();
  }
  if (list.empty()) {
    const std::string name = attribute.empty() ? "goPackages" : attribute;
    const auto bump =
        std::find_if(change.modules.begin(), change.modules.end(), [](const SetChange::Module& m) {
          return !m.before.empty() && !m.after.empty() && m.before != m.after;
        });
    const bool one = bump != change.modules.end();
    entry(name, one ? bump->before : "", one ? bump->after : "");
    const std::size_t more = change.modules.size() - 1;
    list.back()["commitMessage"] =
        (one ? TerminalText::format("{}: {} {} -> {}{}", name, bump->path, bump->before,
                                    bump->after, more == 0 ? "" : fmt::format(" and {} more", more))
             : TerminalText::format("{}: update", name))
            .str();
  }
  return json_text(list);
}

namespace {

// is_line reports whether a module has a line: one of the set itself that did not move.
bool is_line(const SetChange::Module& module) {
  return module.track.empty() && !module.moved_from;
}

// ModuleLines prints the modules of the set itself, aligned; what a track has is told elsewhere.
class ModuleLines {
 public:
  ModuleLines(const SetChange& change, const Paint& paint, bool all)
      : change_(change), paint_(paint), all_(all) {
    for (const SetChange::Module& module : change.modules) {
      if (is_line(module)) width_ = std::max(width_, module.path.size());
    }
    width_ = std::min(width_, widest_column);
  }

  TerminalText print() const {
    // Who reads this wants the changes; a new set's hundreds of modules are in the lock.
    constexpr std::size_t most_added = 24;
    std::size_t added = 0;
    TerminalText out;
    for (const SetChange::Module& module : change_.modules) {
      if (!is_line(module)) continue;
      if (!module.before.empty() || ++added <= most_added || all_) out += line(module);
    }
    if (added > most_added && !all_) out.add("  + {} more\n", added - most_added);
    return out;
  }

 private:
  TerminalText line(const SetChange::Module& module) const {
    const char sign = module.before.empty() ? '+' : module.after.empty() ? '-' : ' ';
    const std::string versions =
        module.after.empty() ? module.before : arrow(module.before, module.after);
    const std::string what = fmt::format("{} {:<{}}  {}", sign, module.path, width_, versions);
    TerminalText out = TerminalText::format("  {}\n", sign == '+'   ? paint_.fresh(what)
                                                      : sign == '-' ? paint_.gone(what)
                                                                    : paint_.strong(what));
    if (sign != ' ') return out;
    if (!module.cause.empty()) out.add("      {}\n", module.cause);
    if (!module.owners.empty()) return out.add("      {}\n", own_version(module));
    if (!module.affected.empty()) {
      const std::size_t leaves = change_.rebuilt_leaves.size() + change_.untouched_leaves.size();
      out.add("      rebuilds: {}\n",
              all_ ? some_of(module.affected, leaves) : cut_names(module.affected, leaves));
    }
    return out;
  }

  const SetChange& change_;
  const Paint& paint_;
  const bool all_;
  std::size_t width_ = 0;
};

// Move is where modules were and where they are.
struct Move {
  std::string from;
  std::string to;
  friend auto operator<=>(const Move&, const Move&) = default;
};

// moves says what leaves took with them, and what has another version there.
TerminalText moves(const SetChange& change, bool all) {
  std::map<Move, std::vector<const SetChange::Module*>> moved;
  for (const SetChange::Module& module : change.modules) {
    if (!module.moved_from) continue;
    const std::string to = !module.owners.empty() ? "own versions of " + some_of(module.owners, 3)
                           : module.track.empty() ? "the set"
                                                  : "track " + module.track;
    moved[{*module.moved_from, to}].push_back(&module);
  }
  TerminalText out;
  for (const auto& [move, modules] : moved) {
    out.add("{} moved from {} to {}\n", plural(modules.size(), "module"),
            move.from.empty() ? "the set" : move.from, move.to);
    std::size_t shown = 0;
    for (const SetChange::Module* const module : modules) {
      if (module->before == module->after) continue;
      if (++shown > most_moved && !all) continue;
      out.add("  {}  {}\n", module->path, arrow(module->before, module->after));
    }
    if (shown > most_moved && !all)
      out.add("  and {} more at another version\n", shown - most_moved);
  }
  return out;
}

}  // namespace

TerminalText text(const SetChange& change, const Paint& paint, bool all) {
  // The leaves of a set that is new are those that its goset.toml has.
  const bool had_leaves = !change.rebuilt_leaves.empty() || !change.untouched_leaves.empty();
  TerminalText out;
  for (const SetChange::Leaf& leaf : change.leaves) {
    if (leaf.after.empty()) out.add("{}\n", paint.gone(fmt::format("- leaf {}", leaf.name)));
    if (leaf.before.empty() && had_leaves) {
      out.add("{}\n", paint.fresh(fmt::format("+ leaf {}  {}", leaf.name, leaf.after)));
    }
    if (leaf.before.empty() || leaf.after.empty()) continue;
    out.add("{}\n", paint.strong(fmt::format("{}  {}", leaf.name, arrow(leaf.before, leaf.after))));
  }
  out += ModuleLines(change, paint, all).print();
  out += moves(change, all);
  if (change.go) {
    out.add("go {} -> {}: {}\n", change.go->before, change.go->after, change.go->who);
    for (const std::string& who : change.go->chain) out.add("  required by {}\n", who);
  }
  for (const SetChange::Exception& exception : change.exceptions) {
    out.add("leaf {} is {}\n  {}\n", exception.leaf, exception.what, exception.reason);
  }
  for (const Unused& dropped : change.dropped) {
    out.add("dropped: {}\n  {}\n", dropped.what, dropped.reason);
  }
  for (const SetChange::HeldBack& held : change.held_back) {
    out.add("{} {}{}\n  {}\n", paint.warning(held.is_unknown ? "unknown:" : "held back:"),
            held.what, held.at.empty() ? "" : ", stays at " + held.at, held.reason);
    for (const std::string& note : held.notes) out.add("  {}\n", note);
  }
  const std::size_t leaves = change.rebuilt_leaves.size() + change.untouched_leaves.size();
  if (leaves > 0 && (change.rebuilt_parts > 0 || !change.rebuilt_leaves.empty())) {
    out.add("{}\n", rebuilds_line(change));
  }
  return out;
}

}  // namespace change_output
}  // namespace goset
