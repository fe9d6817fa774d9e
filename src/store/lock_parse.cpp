#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/lock.hpp"
#include "lock_reader.hpp"

namespace goset::lock {

namespace {

std::string absolute(const std::string& text, const std::string& module) {
  if (text == ".") return module;
  return text.starts_with("./") ? module + text.substr(1) : text;
}

void check_directory(const Reader& reader, const std::string& directory) {
  if (directory == ".") return;
  try {
    module::check_file_path(directory);
  } catch (const Error&) {
    reader.fail(fmt::format("has a bad directory {}", shown(directory)));
  }
}

std::set<std::string> parse_absent_packages(Reader& reader) {
  const std::vector<std::string> absent = reader.texts("lacks");
  for (const std::string& directory : absent) check_directory(reader, directory);
  return {absent.begin(), absent.end()};
}

BuildConstraint parse_constraint(const Reader& reader, const std::string& text) {
  try {
    return BuildConstraint::parse(text);
  } catch (Error& error) {
    reader.fail(fmt::format("has a bad build constraint: {}", error.message()));
  }
}

BuildConstraint parse_constraint(const Reader& reader, const Value& value) {
  if (value.kind() != Value::Kind::string) {
    reader.fail("has a build constraint that is not a string");
  }
  std::string text = value.text();
  std::unordered_map<std::string, BuildConstraint>& known = value.source->constraints;
  if (const auto found = known.find(text); found != known.end()) return found->second;
  const BuildConstraint parsed = parse_constraint(reader, text);
  return known.emplace(std::move(text), parsed).first->second;
}

// import_path returns the path that an import in a module stands for.
const SharedText& import_path(const Value& value, const std::string& module) {
  const std::optional<std::string_view> plain = value.source->tree.plain(value.node);
  SharedTexts& paths = value.source->import_paths;
  return plain && !plain->starts_with('.') ? paths.of(*plain)
                                           : paths.of(absolute(value.text(), module));
}

void parse_import(const Reader& reader, const Value& value, const std::string& module,
                  std::vector<Import>& imports) {
  const Value path = value.kind() == Value::Kind::array && value.size() == 2
                         ? Value{value.source, value.source->tree.first(value.node)}
                         : value;
  if (path.kind() != Value::Kind::string) {
    reader.fail("has an import that is neither a string nor a pair");
  }
  imports.push_back({import_path(path, module), {}});
  if (path.node != value.node) imports.back().when = parse_constraint(reader, path.next());
}

PackageFacts parse_package(const Reader& reader, const Value& value, const std::string& module) {
  PackageFacts facts;
  Value imports = value;
  if (value.kind() == Value::Kind::object) {
    Reader members(value, reader.where() + ": a package");
    const std::optional<Value> found = members.find("imports");
    if (!found) reader.fail("has a package without a list of imports");
    imports.node = found->node;
    if (const std::optional<Value> when = members.find("if")) {
      facts.when = parse_constraint(reader, *when);
    }
    facts.tags = members.texts("tags");
    members.done();
  }
  if (imports.kind() != Value::Kind::array) {
    reader.fail("has a package without a list of imports");
  }
  facts.imports.reserve(imports.size());
  imports.each_item(
      [&](const Value& import) { parse_import(reader, import, module, facts.imports); });
  return facts;
}

std::vector<std::string> parse_packages(const Reader& reader, const Value& value,
                                        const std::string& module,
                                        std::map<std::string, PackageFacts>& packages) {
  std::vector<std::string> directories;
  directories.reserve(value.size());
  value.each_member([&](std::string directory, const Value& package) {
    check_directory(reader, directory);
    if (packages.contains(directory)) {
      reader.fail(fmt::format("has {} in two parts", shown(directory)));
    }
    packages.emplace_hint(packages.end(), directory, parse_package(reader, package, module));
    directories.push_back(std::move(directory));
  });
  std::sort(directories.begin(), directories.end());
  return directories;
}

std::map<std::string, std::string> parse_texts(Reader& reader, const std::string& key) {
  std::map<std::string, std::string> result;
  const std::optional<Value> found = reader.find(key, Value::Kind::object);
  if (!found) return result;
  found->each_member([&](const std::string& name, const Value& value) {
    if (value.kind() != Value::Kind::string) {
      reader.fail(fmt::format("has a \"{}\" that is not a string", key));
    }
    result[name] = value.text();
  });
  return result;
}

Pins parse_pins(Reader& reader) {
  Pins pins;
  for (const auto& [path, text] : parse_texts(reader, "pin")) {
    const bool floor = text.starts_with(">= ");
    pins[path] = {floor ? text.substr(3) : text, !floor};
    if (!semver::is_valid(pins[path].version)) reader.bad("pin", text);
  }
  return pins;
}

ModuleVersion parse_module_version(const Reader& reader, const std::string& key,
                                   const std::string& text) {
  const std::size_t at = text.find('@');
  ModuleVersion m{text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)};
  if (!module::is_valid_path(m.path) || (!m.version.empty() && !semver::is_valid(m.version))) {
    reader.bad(key, text);
  }
  return m;
}

Replacements parse_replace(Reader& reader) {
  Replacements result;
  for (const auto& [old, by] : parse_texts(reader, "replace")) {
    result.add(parse_module_version(reader, "replace", old),
               {parse_module_version(reader, "replace", by), ""});
  }
  return result;
}

void parse_witness(Reader& reader, std::string& verified, std::string& unverified) {
  verified = reader.text("verified");
  unverified = reader.text("unverified");
  if (verified.empty() && unverified.empty()) verified = "go.sum";
}

SetLeafModule parse_leaf_module(const std::string& directory, Reader reader) {
  SetLeafModule module;
  module.directory = directory;
  module.path = reader.need_text("module");
  module.version = reader.version("version");
  module.go = reader.go("go");
  module.go_mod_sum = reader.h1("goMod");
  module.go_sum_hash = reader.sri("goSum");
  module.ignore = reader.texts("ignore");
  parse_packages(reader, reader.need("packages", Value::Kind::object), module.path,
                 module.packages);
  reader.done();
  return module;
}

SetLeaf parse_leaf(Reader reader) {
  SetLeaf leaf;
  leaf.module = reader.need_text("module");
  leaf.version = reader.version("version");
  leaf.path = reader.text("path");
  leaf.archive = reader.text("archive");
  leaf.archive_directory = reader.text("dir");
  leaf.track = reader.text("track");
  leaf.go = reader.go("go");
  leaf.hash = reader.sri("hash");
  leaf.archive_hash = reader.sri("archiveHash");
  leaf.sum = reader.h1("sum");
  if (!leaf.sum.empty()) parse_witness(reader, leaf.verified, leaf.unverified);
  if (reader.find("directory")) leaf.directory = reader.text("directory");
  leaf.go_mod_sum = reader.h1("goMod");
  leaf.go_sum_hash = reader.sri("goSum");
  leaf.work_hash = reader.sri("goWork");
  leaf.work_sum_hash = reader.sri("goWorkSum");
  leaf.workspace = !leaf.work_hash.empty();
  leaf.patterns = reader.texts("patterns");
  if (leaf.patterns.empty()) leaf.patterns = {"./..."};
  leaf.ignore = reader.texts("ignore");
  leaf.tags = reader.texts("tags");
  if (const std::optional<Value> tests = reader.find("tests")) leaf.tests = tests->is_true();
  leaf.unsupported = parse_texts(reader, "unsupported");
  for (const auto& [term, reason] : leaf.unsupported) parse_constraint(reader, term);
  parse_packages(reader, reader.need("packages", Value::Kind::object), leaf.module, leaf.packages);
  if (const std::optional<Value> modules = reader.find("modules", Value::Kind::object)) {
    modules->each_member([&](const std::string& directory, const Value& value) {
      leaf.modules.push_back(parse_leaf_module(directory, Reader(value, reader.place("modules"))));
    });
  }
  reader.done();
  return leaf;
}

SetModule parse_module(const std::string& path, Reader reader) {
  SetModule module;
  module.version = reader.version("version");
  if (const std::string by = reader.text("replace"); !by.empty()) {
    module.replace = parse_module_version(reader, "replace", by);
  }
  module.go = reader.go("go");
  module.declared = reader.text("declared");
  module.hash = reader.sri("hash");
  module.sum = reader.h1("sum");
  module.go_mod_sum = reader.h1("goModSum");
  parse_witness(reader, module.verified, module.unverified);
  module.absent_packages = parse_absent_packages(reader);
  if (module.version.empty() || module.hash.empty() || module.sum.empty()) {
    reader.fail("needs version, hash and sum");
  }
  const Value parts = reader.need("parts", Value::Kind::array);
  parts.each_item([&](const Value& part) {
    Reader part_reader(part, reader.place("parts"));
    module.parts.push_back(parse_packages(
        part_reader, part_reader.need("packages", Value::Kind::object), path, module.packages));
    part_reader.done();
  });
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

void parse_modules(Reader& reader, std::map<std::string, SetModule>& modules) {
  each(reader, "modules", [&](const std::string& path, Reader entry) {
    if (!module::is_valid_path(path)) entry.fail("is not a module path");
    modules.emplace(path, parse_module(path, std::move(entry)));
  });
}

void parse_candidates(Reader& reader, std::map<std::string, SetCandidate>& candidates) {
  each(reader, "candidates", [&](const std::string& path, Reader entry) {
    SetCandidate candidate{entry.version("version"), parse_absent_packages(entry),
                           entry.text("unverified")};
    entry.done();
    candidates.emplace(path, std::move(candidate));
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

SetTrack parse_track(Reader reader, Pins& pins) {
  SetTrack track;
  track.reason = reader.text("reason");
  if (const std::optional<Value> automatic = reader.find("automatic")) {
    track.automatic = automatic->is_true();
  }
  pins = parse_pins(reader);
  track.providers = parse_texts(reader, "providers");
  parse_modules(reader, track.modules);
  parse_candidates(reader, track.candidates);
  reader.done();
  return track;
}

// check_record checks what the lock says of go-packages.nix (goset/store/rendered.hpp).
void check_record(Reader reader) {
  if (reader.need("by").kind() != Value::Kind::number) reader.fail("has a bad \"by\"");
  reader.sri("lock");
  reader.sri("packages");
  reader.done();
}

void check_format(const std::string& file, const Value& value) {
  std::optional<Value> format;
  if (value.kind() == Value::Kind::object) format = Reader(value, file).find("format");
  const std::string_view number =
      format && format->kind() == Value::Kind::number ? value.source->tree.raw(format->node) : "";
  if (number.empty() || number.find_first_of(".eE") != std::string_view::npos) {
    throw Error(fmt::format("{}: is not a goset lock: no \"format\"", file));
  }
  if (number != std::to_string(Lock::format)) {
    throw Error(fmt::format("{}: format {} is unknown to this goset, which knows {}", file, number,
                            Lock::format),
                {"a newer goset wrote it: use that one, or a newer"});
  }
}

JsonTree parse_json(const std::string& file, std::string_view text) {
  std::size_t fault = 0;
  if (std::optional<JsonTree> tree = JsonTree::parse(text, fault)) return std::move(*tree);
  const auto begin = text.begin();
  const auto line = 1 + std::count(begin, begin + static_cast<std::ptrdiff_t>(fault), '\n');
  throw Error(fmt::format("{}:{}: is not JSON", file, line),
              {"delete it and run `goset lock` to make it anew"});
}

}  // namespace

Lock parse(std::string_view file_name, std::string_view text) {
  const std::string file(file_name);
  Text source{parse_json(file, text), {}, {}};
  const Value value{&source, 0};
  check_format(file, value);
  Lock lock;
  Reader top(value, file + ":");
  top.find("format");
  if (const std::optional<Value> rendered = top.find("rendered")) {
    check_record(Reader(*rendered, top.place("rendered")));
  }
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
  top.need("leaves");
  top.need("modules");
  each(top, "leaves", [&](const std::string& name, Reader reader) {
    lock.set.leaves.emplace(name, parse_leaf(std::move(reader)));
  });
  parse_modules(top, lock.set.modules);
  each(top, "tracks", [&](const std::string& name, Reader reader) {
    Pins pins;
    const SetTrack& track =
        lock.set.tracks.emplace(name, parse_track(std::move(reader), pins)).first->second;
    if (!track.automatic) lock.track_pins[name] = std::move(pins);
  });
  parse_candidates(top, lock.set.candidates);
  parse_unverified(top, lock.unverified);
  top.done();
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.track.empty() && !lock.set.tracks.contains(leaf.track)) {
      throw Error(
          fmt::format("{}: leaf {} is in a track {} that is missing", file, name, leaf.track));
    }
  }
  return lock;
}

}  // namespace goset::lock
