#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/rendered.hpp"
#include "lock_text.hpp"
#include "lock_values.hpp"
#include "parse_leaf.hpp"

namespace goset::lock {

namespace {

// parse_source reads what does not depend on who sees a module.
void parse_source(Reader& reader, SetModule& module) {
  module.go = reader.go("go");
  module.declared = reader.text("declared");
  module.hash = reader.sri("hash");
  module.sum = reader.h1("sum");
  module.go_mod_sum = reader.h1("goModSum");
  parse_witness(reader, module.verified, module.unverified);
  module.license = parse_license(reader);
  module.absent_packages = parse_absent_packages(reader);
  if (module.version.empty() || module.hash.empty() || module.sum.empty()) {
    reader.fail("needs version, hash and sum");
  }
}

SetModule parse_module(const std::string& path, Reader reader, bool is_first_format) {
  SetModule module;
  module.version = reader.version("version");
  if (const std::string by = reader.text("replace"); !by.empty()) {
    module.replace = parse_module_version(reader, "replace", by);
  }
  parse_source(reader, module);
  const auto add_part = [&](const Reader& of, const Value& packages) {
    module.parts.push_back(parse_packages(of, packages, path, module.packages));
  };
  if (const std::optional<Value> only = reader.find("packages", Value::Kind::object)) {
    add_part(reader, *only);
  }
  if (const std::optional<Value> parts = reader.find("parts", Value::Kind::array)) {
    parts->each_item([&](const Value& part) {
      Reader part_reader(part, reader.place("parts"));
      if (!is_first_format) return add_part(part_reader, part);
      add_part(part_reader, part_reader.need("packages", Value::Kind::object));
      part_reader.done();
    });
  }
  if (const std::optional<Value> left = reader.find("private", Value::Kind::object)) {
    parse_packages(reader, *left, path, module.packages);
  }
  reader.done();
  return module;
}

// each calls `read` with every entry of an object.
template <typename Read>
void each(Reader& reader, const std::string& key, const Read& read) {
  const std::optional<Value> object = reader.find(key, Value::Kind::object);
  if (!object) return;
  object->each_member([&](const std::string& name, const Value& entry) {
    read(name, Reader(entry, fmt::format("{} {}", reader.place(key), shown(name))));
  });
}

void parse_modules(Reader& reader, std::map<std::string, SetModule>& modules,
                   bool is_first_format) {
  each(reader, "modules", [&](const std::string& path, Reader entry) {
    if (!module::is_valid_path(path)) entry.fail("is not a module path");
    if (modules.contains(path)) entry.fail("is in two files");
    modules.emplace(path, parse_module(path, std::move(entry), is_first_format));
  });
}

// Faults are of names that nothing has: in one file it must be there, of several some may have been
// merged.
class Faults {
 public:
  Faults(std::vector<std::string>& list, bool in_files) : list_(list), in_files_(in_files) {}

  void add(std::string what) {
    what += ", which is missing";
    if (!in_files_) throw Error(what);
    list_.push_back(std::move(what));
  }

 private:
  std::vector<std::string>& list_;
  bool in_files_;
};

// Version is a record of tracks, and the path that it is a module of.
struct Version {
  std::string path;
  std::shared_ptr<SetModule> module;
};
using Versions = std::map<std::string, Version>;  // by lock::version_key

void parse_versions(Reader& reader, Versions& result) {
  each(reader, "versions", [&](const std::string& key, Reader entry) {
    constexpr std::string_view arrow = " => ";
    const std::size_t end = key.find(arrow);
    const ModuleVersion m = parse_module_version(entry, "versions", key.substr(0, end));
    const auto module = std::make_shared<SetModule>();
    module->version = m.version;
    if (end != std::string::npos) {
      module->replace = parse_module_version(entry, "versions", key.substr(end + arrow.size()));
    }
    parse_source(entry, *module);
    parse_packages(entry, entry.need("packages", Value::Kind::object), m.path, module->packages);
    entry.done();
    if (!result.try_emplace(key, Version{m.path, module}).second) entry.fail("is in two files");
  });
}

void parse_candidates(Reader& reader, GoSet& set) {
  each(reader, "candidates", [&](const std::string& name, Reader entry) {
    const ModuleVersion m = parse_module_version(entry, "candidates", name);
    if (m.version.empty()) entry.fail("has no version");
    SetCandidate candidate{parse_absent_packages(entry), entry.text("unverified")};
    if (const std::optional<Value> apart = entry.find("apart")) candidate.apart = apart->is_true();
    entry.done();
    set.candidates.emplace(m, std::move(candidate));
  });
}

void parse_unverified(Reader& reader, std::map<std::string, std::set<ModuleVersion>>& unverified) {
  each(reader, "unverified", [&](const std::string& reason, Reader mods) {
    for (const std::string& path : mods.keys()) {
      if (!module::is_valid_path(path)) {
        mods.fail(fmt::format("has a bad module path: {}", shown(path)));
      }
      for (const std::string& version : mods.texts(path)) {
        if (!semver::is_valid(version)) mods.bad(path, version);
        unverified[reason].insert({path, version});
      }
    }
  });
}

Part all_of(const SetModule& module) {
  Part part;
  for (const auto& [directory, facts] : module.packages) part.push_back(directory);
  return part;
}

void parse_parts(Reader& reader, SetTrack& track) {
  const std::optional<Value> object = reader.find("parts", Value::Kind::object);
  if (!object) return;
  object->each_member([&](const std::string& path, const Value& list) {
    std::vector<Part>& parts = track.parts[path];
    parts.clear();
    if (list.kind() != Value::Kind::array) reader.bad("parts", path);
    list.each_item([&](const Value& directories) {
      if (directories.kind() != Value::Kind::array) reader.bad("parts", path);
      Part& part = parts.emplace_back();
      directories.each_item([&](const Value& directory) {
        if (directory.kind() != Value::Kind::string) reader.bad("parts", path);
        check_directory(reader, part.emplace_back(directory.text()));
      });
      std::sort(part.begin(), part.end());
    });
  });
}

void parse_track_head(Reader& reader, SetTrack& track, Pins& pins) {
  track.reason = reader.text("reason");
  if (const std::optional<Value> automatic = reader.find("automatic")) {
    track.automatic = automatic->is_true();
  }
  if (const std::optional<Value> own = reader.find("own")) track.own = own->is_true();
  pins = parse_pins(reader);
  track.providers = parse_texts(reader, "providers");
}

SetTrack parse_track(Reader reader, const Versions& versions, Pins& pins, Faults& faults) {
  SetTrack track;
  parse_track_head(reader, track, pins);
  for (const std::string& key : reader.texts("modules")) {
    const auto found = versions.find(key);
    if (found == versions.end()) {
      faults.add(fmt::format("{} names {}", reader.where(), shown(key)));
      continue;
    }
    const auto& [path, module] = found->second;
    if (!track.modules.emplace(path, module).second) reader.bad("modules", key);
    if (!track.own) track.parts[path] = {all_of(*module)};
  }
  parse_parts(reader, track);
  for (const std::string& name : reader.texts("candidates")) {
    track.candidates.insert(parse_module_version(reader, "candidates", name));
  }
  reader.done();
  return track;
}

void add_track(Lock& lock, const std::string& name, SetTrack track, Pins pins) {
  if (!track.automatic) lock.track_pins[name] = std::move(pins);
  lock.set.tracks.emplace(name, std::move(track));
}

void parse_tracks(Reader& top, Lock& lock, const Versions& versions, Faults& faults) {
  each(top, "tracks", [&](const std::string& name, Reader reader) {
    Pins pins;
    SetTrack track = parse_track(std::move(reader), versions, pins, faults);
    add_track(lock, name, std::move(track), std::move(pins));
  });
}

// A lock of an older format knows nothing of licences.
constexpr int first_with_licenses = 3;

// In format 1 a track had records of its own, with parts, and candidates by path.
namespace format_1 {

void parse_candidates(Reader& reader, GoSet& set, SetTrack* track) {
  each(reader, "candidates", [&](const std::string& path, Reader entry) {
    const ModuleVersion m{path, entry.version("version")};
    SetCandidate candidate{parse_absent_packages(entry), entry.text("unverified"),
                           track != nullptr};
    entry.done();
    SetCandidate& known = set.candidates.try_emplace(m, candidate).first->second;
    known.apart = known.apart && track;
    known.absent_packages.merge(candidate.absent_packages);
    if (track) track->candidates.insert(m);
  });
}

// share gives the record of a module that several tracks have, with what each of them needs.
std::shared_ptr<SetModule> share(Versions& versions, const std::string& path, SetModule module) {
  Version& known = versions[version_key(path, module)];
  known.path = path;
  if (!known.module) return known.module = std::make_shared<SetModule>(std::move(module));
  known.module->packages.merge(module.packages);
  known.module->absent_packages.merge(module.absent_packages);
  return known.module;
}

SetTrack parse_track(Reader reader, GoSet& set, Versions& versions, Pins& pins) {
  SetTrack track;
  parse_track_head(reader, track, pins);
  std::map<std::string, SetModule> modules;
  parse_modules(reader, modules, true);
  for (auto& [path, module] : modules) {
    track.parts[path] = std::exchange(module.parts, {});
    track.modules.emplace(path, share(versions, path, std::move(module)));
  }
  parse_candidates(reader, set, &track);
  reader.done();
  return track;
}

void parse_tracks(Reader& top, Lock& lock) {
  Versions versions;
  each(top, "tracks", [&](const std::string& name, Reader reader) {
    Pins pins;
    SetTrack track = parse_track(std::move(reader), lock.set, versions, pins);
    add_track(lock, name, std::move(track), std::move(pins));
  });
  parse_candidates(top, lock.set, nullptr);
}

}  // namespace format_1

// check_record checks what the lock says of go-packages.nix (goset/store/rendered.hpp).
void check_record(Reader reader) {
  if (reader.need("by").kind() != Value::Kind::number) reader.fail("has a bad \"by\"");
  reader.sri("lock");
  reader.sri("packages");
  reader.done();
}

// format_of returns the number of a lock's format; it refuses what this goset can't read.
int format_of(const std::string& file, const Value& value) {
  std::optional<Value> format;
  if (value.kind() == Value::Kind::object) format = Reader(value, file).find("format");
  const std::string_view number =
      format && format->kind() == Value::Kind::number ? value.source->tree.raw(format->node) : "";
  if (number.empty() || number.find_first_of(".eE") != std::string_view::npos) {
    throw Error(fmt::format("{}: is not a goset lock: no \"format\"", file));
  }
  for (int known = 1; known <= Lock::format; ++known) {
    if (number == std::to_string(known)) return known;
  }
  throw Error(fmt::format("{}: format {} is unknown to this goset, which knows {}", file, number,
                          Lock::format),
              {"a newer goset wrote it: use that one, or a newer"});
}

JsonTree parse_json(const std::string& file, std::string_view text) {
  std::size_t fault = 0;
  if (std::optional<JsonTree> tree = JsonTree::parse(text, fault)) return std::move(*tree);
  const auto begin = text.begin();
  const auto line = 1 + std::count(begin, begin + static_cast<std::ptrdiff_t>(fault), '\n');
  throw Error(fmt::format("{}:{}: is not JSON", file, line),
              {"delete it and run `goset lock` to make it again"});
}

void parse_inputs(Reader& top, Lock& lock) {
  Reader inputs(top.need("inputs"), top.place("inputs"));
  lock.go = inputs.need_text("go");
  lock.toolchain = inputs.need_text("toolchain");
  if (!toolchain_version::is_valid(lock.go)) inputs.bad("go", lock.go);
  if (!toolchain_version::is_valid(lock.toolchain)) inputs.bad("toolchain", lock.toolchain);
  for (const std::string& platform : inputs.texts("platforms")) {
    lock.platforms.push_back(Platform::parse(platform));
  }
  lock.pins = parse_pins(inputs);
  lock.replace = parse_replace(inputs);
  inputs.done();
}

// parse_records reads what is in a file besides the decisions and tracks.
void parse_records(Reader& top, Lock& lock, Versions& versions, bool is_first_format) {
  each(top, "leaves", [&](const std::string& name, Reader reader) {
    if (lock.set.leaves.contains(name)) reader.fail("is in two files");
    lock.set.leaves.emplace(name, parse_leaf(std::move(reader)));
  });
  parse_modules(top, lock.set.modules, is_first_format);
  if (is_first_format) return;
  parse_versions(top, versions);
  parse_candidates(top, lock.set);
  parse_unverified(top, lock.unverified);
}

// check_tracks takes a leaf out of a track that is missing, so that nobody looks for that track.
void check_tracks(Lock& lock, const std::string& file, Faults& faults) {
  for (auto& [name, leaf] : lock.set.leaves) {
    if (leaf.track.empty() || lock.set.tracks.contains(leaf.track)) continue;
    faults.add(fmt::format("{}: leaf {} names track {}", file, name, leaf.track));
    leaf.track.clear();
  }
}

}  // namespace

Lock parse(std::string_view file_name, std::string_view text) {
  const std::string file(file_name);
  Shared shared;
  Text source{parse_json(file, text), &shared};
  const Value value{&source, 0};
  const int format = format_of(file, value);
  const bool is_first_format = format == 1;
  Lock lock;
  lock.is_without_licenses = format < first_with_licenses;
  Faults faults(lock.faults, false);
  Reader top(value, file + ":");
  top.find("format");
  if (const std::optional<Value> rendered = top.find("rendered")) {
    check_record(Reader(*rendered, top.place("rendered")));
  }
  parse_inputs(top, lock);
  top.need("leaves");
  top.need("modules");
  Versions versions;
  parse_records(top, lock, versions, is_first_format);
  if (is_first_format) {
    format_1::parse_tracks(top, lock);
    parse_unverified(top, lock.unverified);
  } else {
    parse_tracks(top, lock, versions, faults);
  }
  top.done();
  check_tracks(lock, file, faults);
  return lock;
}

Lock parse_files(std::string_view directory, const TextFiles& files) {
  const auto shown = [&](const std::string& name) { return fmt::format("{}/{}", directory, name); };
  if (!files.contains(head_file)) throw Error(fmt::format("{}: no such file", shown(head_file)));
  Shared shared;
  std::deque<Text> texts;
  std::deque<Reader> readers;
  Lock lock;
  Faults faults(lock.faults, true);
  Versions versions;
  for (const auto& [name, text] : files) {
    if (rendered::is_record(name)) continue;
    const Value value{&texts.emplace_back(Text{parse_json(shown(name), text), &shared}), 0};
    Reader& top = readers.emplace_back(value, shown(name) + ":");
    if (name == head_file) {
      lock.is_without_licenses = format_of(shown(name), value) < first_with_licenses;
      top.find("format");
      parse_inputs(top, lock);
    }
    if (top.find("digest")) top.sri("digest");
    parse_records(top, lock, versions, false);
  }
  for (Reader& top : readers) {
    parse_tracks(top, lock, versions, faults);
    top.done();
  }
  check_tracks(lock, std::string(directory), faults);
  return lock;
}

Lock parse(std::string_view name, const TextFiles& files) {
  return is_one_file(files) ? parse(name, files.at("")) : parse_files(name, files);
}

void note_edits(Lock& lock, const TextFiles& files) {
  lock.is_as_written = rendered::is_as_written(files);
  lock.edits = {};
  if (lock.is_as_written) return;
  lock.edits.files = rendered::edited_files(files);
  const auto is_edited = [&](std::string_view directory, const std::string& of) {
    const std::set<std::string>& edited = lock.edits.files;
    return edited.contains("") || edited.contains(record_file_name(directory, of));
  };
  const auto note = [&](const std::string& path) {
    if (is_edited("modules", path)) lock.edits.modules.insert(path);
  };
  lock.set.each_module([&](const std::string& path, const auto&, const auto&) { note(path); });
  for (const auto& [m, candidate] : lock.set.candidates) note(m.path);
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (is_edited("leaves", name)) lock.edits.leaves.insert(name);
  }
}

}  // namespace goset::lock
