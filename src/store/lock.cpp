#include "goset/store/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::lock {

namespace {

using nlohmann::json;

std::string json_string(std::string_view text) {
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

// --- printing ---------------------------------------------------------------------------------

constexpr std::size_t width = 100;

// Filler sets items between brackets, separated by commas, on as few lines as fit the width; what
// does not fit on the first begins one column further in than `indent`.
class Filler {
 public:
  Filler(std::string open, std::size_t column, std::size_t indent)
      : text_(std::move(open)), column_(column + text_.size()), indent_(indent) {}

  void add(const std::string& item) {
    const bool first = std::exchange(first_, false);
    if (!first) text_ += ',';
    // Room is left for the comma or the closing brackets behind the item.
    if (!first && column_ + 2 + item.size() + 2 > width) {
      text_.append("\n").append(indent_ + 1, ' ');
      column_ = indent_ + 1;
    } else if (!first) {
      text_ += ' ';
      column_ += 2;
    }
    text_ += item;
    column_ += item.size();
  }
  std::string close(std::string_view end) && { return std::move(text_.append(end)); }

 private:
  std::string text_;
  std::size_t column_;
  std::size_t indent_;
  bool first_ = true;
};

// Members collects `"key": value` texts of one object and sets them on lines of bounded width.
class Members {
 public:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, json_string(value));
  }
  void raw(std::string_view key, const std::string& value) {
    items_.push_back(fmt::format("{}: {}", json_string(key), value));
  }
  // print sets the object behind `column` characters of a line that is indented by `indent`.
  std::string print(std::size_t column, std::size_t indent) const {
    std::string out = "{ ";
    column += out.size();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const std::size_t first_line = items_[i].substr(0, items_[i].find('\n')).size();
      if (i > 0) {
        out += ',';
        if (column + first_line + 2 > width || items_[i].find('\n') != std::string::npos) {
          out.append("\n").append(indent + 1, ' ');
          column = indent + 1;
        } else {
          out += ' ';
        }
      }
      out += items_[i];
      column += first_line + 2;
    }
    return out + " }";
  }

 private:
  std::vector<std::string> items_;
};

template <typename Strings>
std::string print_list(const Strings& strings, std::size_t column, std::size_t indent) {
  Filler list("[", column, indent);
  for (const std::string& s : strings) list.add(json_string(s));
  return std::move(list).close("]");
}

// relative shortens an import of the module's own packages to "." or "./dir".
std::string relative(const std::string& import_path, const std::string& module) {
  if (!module::in_module(import_path, module)) return import_path;
  return import_path == module ? "." : "." + import_path.substr(module.size());
}

std::string absolute(const std::string& text, const std::string& module) {
  if (text == ".") return module;
  return text.starts_with("./") ? module + text.substr(1) : text;
}

std::string print_package(const std::string& directory, const PackageFacts& facts,
                          const std::string& module, std::size_t indent) {
  std::string open = json_string(directory) + ": ";
  const bool is_list = facts.when.is_always() && facts.tags.empty();
  if (!is_list) open += "{ ";
  if (!facts.when.is_always()) open += fmt::format("\"if\": {}, ", json_string(facts.when.str()));
  if (!facts.tags.empty()) {
    open += fmt::format("\"tags\": {}, ", print_list(facts.tags, indent + open.size(), indent));
  }
  if (!is_list) open += "\"imports\": ";
  Filler imports(open + "[", indent, indent);
  for (const Import& import : facts.imports) {
    const std::string path = json_string(relative(import.path, module));
    imports.add(import.when.is_always()
                    ? path
                    : fmt::format("[{}, {}]", path, json_string(import.when.str())));
  }
  return std::move(imports).close(is_list ? "]" : "] }");
}

std::string print_packages(const std::map<std::string, PackageFacts>& packages,
                           const std::vector<std::string>& directories, const std::string& module,
                           std::size_t indent) {
  if (directories.empty()) return "{}";
  std::string out = "{";
  for (const std::string& directory : directories) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ');
    out += print_package(directory, packages.at(directory), module, indent);
  }
  return out + " }";
}

// key_column returns where the value of an entry begins that is indented by `indent`.
std::size_t key_column(const std::string& key, std::size_t indent) {
  return indent + json_string(key).size() + 2;
}

// print_object sets one entry a line, indented by `indent`: `"name": TEXT`.
template <typename Map, typename Print>
std::string print_object(const Map& map, std::size_t indent, const Print& print_value) {
  if (map.empty()) return "{}";
  std::string out = "{";
  for (const auto& [key, value] : map) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ');
    out += fmt::format("{}: {}", json_string(key), print_value(key, value));
  }
  return out.append("\n").append(indent - 1, ' ') + "}";
}

std::vector<std::string> keys(const std::map<std::string, PackageFacts>& packages) {
  std::vector<std::string> result;
  for (const auto& [directory, facts] : packages) result.push_back(directory);
  return result;
}

// print_texts prints a small object of strings.
template <typename Map, typename Text>
std::string print_texts(const Map& map, std::size_t indent, const Text& text) {
  return print_object(
      map, indent, [&](const std::string&, const auto& value) { return json_string(text(value)); });
}

std::string print_pins(const Pins& pins, std::size_t indent) {
  return print_texts(pins, indent,
                     [](const Pin& pin) { return pin.exact ? pin.version : ">= " + pin.version; });
}

void print_voucher(Members& members, const std::string& verified, const std::string& unverified) {
  if (verified != "go.sum") members.text("verified", verified);
  members.text("unverified", unverified);
}

std::string print_leaf_module(const SetLeafModule& module, std::size_t indent) {
  Members members;
  members.text("module", module.path);
  members.text("version", module.version);
  members.text("go", module.go.value_or(""));
  members.text("goMod", module.go_mod_sum);
  members.text("goSum", module.go_sum_hash);
  if (!module.ignore.empty()) members.raw("ignore", print_list(module.ignore, 14, indent + 1));
  members.raw("packages",
              print_packages(module.packages, keys(module.packages), module.path, indent + 2));
  return members.print(key_column(module.directory, indent), indent);
}

std::string print_leaf(const std::string& name, const SetLeaf& leaf) {
  Members members;
  members.text("module", leaf.module);
  members.text("version", leaf.version);
  members.text("path", leaf.path);
  members.text("archive", leaf.archive);
  members.text("dir", leaf.archive_directory);
  members.text("track", leaf.track);
  members.text("go", leaf.go.value_or(""));
  members.text("hash", leaf.hash);
  members.text("archiveHash", leaf.archive_hash);
  members.text("sum", leaf.sum);
  if (!leaf.sum.empty()) print_voucher(members, leaf.verified, leaf.unverified);
  if (leaf.directory != ".") members.text("directory", leaf.directory);
  members.text("goMod", leaf.go_mod_sum);
  members.text("goSum", leaf.go_sum_hash);
  members.text("goWork", leaf.work_hash);
  members.text("goWorkSum", leaf.work_sum_hash);
  if (leaf.patterns != std::vector<std::string>{"./..."}) {
    members.raw("patterns", print_list(leaf.patterns, 16, 3));
  }
  if (!leaf.ignore.empty()) members.raw("ignore", print_list(leaf.ignore, 14, 3));
  if (!leaf.tags.empty()) members.raw("tags", print_list(leaf.tags, 12, 3));
  if (leaf.tests) members.raw("tests", "true");
  if (!leaf.unsupported.empty()) {
    members.raw("unsupported",
                print_texts(leaf.unsupported, 4, [](const std::string& reason) { return reason; }));
  }
  members.raw("packages", print_packages(leaf.packages, keys(leaf.packages), leaf.module, 4));
  if (!leaf.modules.empty()) {
    std::vector<std::pair<std::string, SetLeafModule>> modules;
    for (const SetLeafModule& m : leaf.modules) modules.emplace_back(m.directory, m);
    members.raw("modules", print_object(modules, 4, [](const std::string&, const SetLeafModule& m) {
                  return print_leaf_module(m, 4);
                }));
  }
  return members.print(key_column(name, 2), 2);
}

// print_private prints the packages that are in no part: leaves compile them.
std::string print_private(const std::string& path, const SetModule& module, std::size_t indent) {
  std::vector<std::string> left;
  for (const auto& [directory, facts] : module.packages) {
    const bool in_part = std::any_of(
        module.parts.begin(), module.parts.end(),
        [&](const Part& part) { return std::binary_search(part.begin(), part.end(), directory); });
    if (!in_part) left.push_back(directory);
  }
  return left.empty() ? "" : print_packages(module.packages, left, path, indent);
}

std::string print_module(const std::string& path, const SetModule& module, std::size_t indent) {
  Members members;
  members.text("version", module.version);
  if (!module.replace.path.empty()) members.text("replace", module.replace.str());
  members.text("go", module.go.value_or(""));
  members.text("declared", module.declared);
  members.text("hash", module.hash);
  members.text("sum", module.sum);
  members.text("goModSum", module.go_mod_sum);
  print_voucher(members, module.verified, module.unverified);
  if (!module.lacks.empty()) members.raw("lacks", print_list(module.lacks, 13, indent + 1));
  std::string parts = "[";
  for (const Part& part : module.parts) {
    if (parts.size() > 1) parts += ',';
    parts.append("\n").append(indent + 2, ' ');
    parts += "{ \"packages\": " + print_packages(module.packages, part, path, indent + 3) + " }";
  }
  members.raw("parts", parts + " ]");
  if (const std::string left = print_private(path, module, indent + 2); !left.empty()) {
    members.raw("private", left);
  }
  return members.print(key_column(path, indent), indent);
}

std::string print_modules(const std::map<std::string, SetModule>& modules, std::size_t indent) {
  return print_object(modules, indent, [indent](const std::string& path, const SetModule& module) {
    return print_module(path, module, indent);
  });
}

std::string print_candidates(const std::map<std::string, SetCandidate>& candidates,
                             std::size_t indent) {
  return print_object(candidates, indent,
                      [indent](const std::string& path, const SetCandidate& candidate) {
                        Members members;
                        members.text("version", candidate.version);
                        members.text("unverified", candidate.unverified);
                        members.raw("lacks", print_list(candidate.lacks, 13, indent + 1));
                        return members.print(key_column(path, indent), indent);
                      });
}

// print_unverified prints versions by path by reason.
std::string print_unverified(const std::map<std::string, std::set<ModuleVersion>>& unverified) {
  using Versions = std::map<std::string, std::vector<std::string>>;
  return print_object(unverified, 2, [](const std::string&, const std::set<ModuleVersion>& mods) {
    Versions versions;
    for (const ModuleVersion& m : mods) versions[m.path].push_back(m.version);
    return print_object(versions, 3, [](const std::string& path, const auto& list) {
      return print_list(list, key_column(path, 3), 3);
    });
  });
}

std::string print_track(const std::string& name, const SetTrack& track, const Lock& lock) {
  Members members;
  members.text("reason", track.reason);
  if (track.automatic) members.raw("automatic", "true");
  const auto pins = lock.track_pins.find(name);
  if (pins != lock.track_pins.end() && !pins->second.empty()) {
    members.raw("pin", print_pins(pins->second, 4));
  }
  if (!track.providers.empty()) {
    members.raw("providers",
                print_texts(track.providers, 4, [](const std::string& module) { return module; }));
  }
  members.raw("modules", print_modules(track.modules, 4));
  if (!track.candidates.empty()) {
    members.raw("candidates", print_candidates(track.candidates, 4));
  }
  return members.print(key_column(name, 2), 2);
}

// --- parsing ----------------------------------------------------------------------------------

// Reader reads one JSON object of the lock and knows where it stands in the file. Every key must be
// asked for: done() refuses what nobody read.
class Reader {
 public:
  Reader(const json& value, std::string where) : value_(value), where_(std::move(where)) {
    if (!value_.is_object()) fail("is not an object");
  }

  [[noreturn]] void fail(std::string_view what) const {
    throw Error(fmt::format("{} {}", where_, what));
  }
  const std::string& where() const { return where_; }
  std::string place(std::string_view key) const { return fmt::format("{} {}:", where_, key); }

  const json* find(const std::string& key) {
    read_.insert(key);
    const auto found = value_.find(key);
    return found == value_.end() ? nullptr : &*found;
  }
  const json& need(const std::string& key) {
    const json* found = find(key);
    if (!found) fail(fmt::format("has no \"{}\"", key));
    return *found;
  }
  std::vector<std::string> keys() const {
    std::vector<std::string> result;
    for (const auto& [key, unused] : value_.items()) result.push_back(key);
    return result;
  }
  std::string text(const std::string& key) {
    const json* found = find(key);
    return found ? string_of(*found, key) : "";
  }
  std::string need_text(const std::string& key) { return string_of(need(key), key); }
  std::vector<std::string> texts(const std::string& key) {
    std::vector<std::string> result;
    const json* found = find(key);
    if (!found) return result;
    if (!found->is_array()) fail(fmt::format("has a \"{}\" that is not an array", key));
    for (const json& item : *found) result.push_back(string_of(item, key));
    return result;
  }
  std::string sri(const std::string& key) {
    std::string value = text(key);
    if (!value.empty() && !encoding::from_sri(value)) bad(key, value);
    return value;
  }
  std::string h1(const std::string& key) {
    std::string value = text(key);
    if (value.empty()) return value;
    const std::optional<std::vector<std::uint8_t>> digest =
        value.starts_with("h1:") ? encoding::from_base64(value.substr(3)) : std::nullopt;
    if (!digest || digest->size() != std::tuple_size_v<Sha256Digest>) bad(key, value);
    return value;
  }
  std::optional<std::string> go(const std::string& key) {
    std::string value = text(key);
    if (value.empty()) return std::nullopt;
    if (!toolchain_version::is_valid(value)) bad(key, value);
    return value;
  }
  std::string version(const std::string& key) {
    std::string value = text(key);
    if (!value.empty() && !semver::is_valid(value)) bad(key, value);
    return value;
  }
  [[noreturn]] void bad(const std::string& key, const std::string& value) const {
    fail(fmt::format("has a bad \"{}\": {}", key, json_string(value)));
  }
  void done() const {
    for (const auto& [key, unused] : value_.items()) {
      if (!read_.contains(key)) fail(fmt::format("has an unknown key \"{}\"", key));
    }
  }

 private:
  std::string string_of(const json& value, const std::string& key) const {
    if (!value.is_string()) fail(fmt::format("has a \"{}\" that is not a string", key));
    return value.get<std::string>();
  }

  const json& value_;
  std::string where_;
  std::set<std::string> read_;
};

void check_directory(const Reader& reader, const std::string& directory) {
  if (directory == ".") return;
  try {
    module::check_file_path(directory);
  } catch (const Error&) {
    reader.fail(fmt::format("has a bad directory {}", json_string(directory)));
  }
}

std::set<std::string> parse_lacks(Reader& reader) {
  const std::vector<std::string> lacks = reader.texts("lacks");
  for (const std::string& directory : lacks) check_directory(reader, directory);
  return {lacks.begin(), lacks.end()};
}

BuildConstraint parse_constraint(const Reader& reader, const json& value) {
  if (!value.is_string()) reader.fail("has a build constraint that is not a string");
  try {
    return BuildConstraint::parse(value.get<std::string>());
  } catch (Error& error) {
    reader.fail(fmt::format("has a bad build constraint: {}", error.message()));
  }
}

Import parse_import(const Reader& reader, const json& value, const std::string& module) {
  Import import;
  if (value.is_array() && value.size() == 2 && value[0].is_string()) {
    import = {value[0].get<std::string>(), parse_constraint(reader, value[1])};
  } else if (value.is_string()) {
    import.path = value.get<std::string>();
  } else {
    reader.fail("has an import that is neither a string nor a pair");
  }
  import.path = absolute(import.path, module);
  return import;
}

PackageFacts parse_package(const Reader& reader, const json& value, const std::string& module) {
  PackageFacts facts;
  const json* imports = &value;
  if (value.is_object() && value.contains("imports")) {
    Reader members(value, reader.where() + ": a package");
    imports = members.find("imports");
    if (const json* const when = members.find("if")) facts.when = parse_constraint(reader, *when);
    facts.tags = members.texts("tags");
    members.done();
  }
  if (!imports->is_array()) reader.fail("has a package without a list of imports");
  for (const json& import : *imports) {
    facts.imports.push_back(parse_import(reader, import, module));
  }
  return facts;
}

std::vector<std::string> parse_packages(const Reader& reader, const json& value,
                                        const std::string& module,
                                        std::map<std::string, PackageFacts>& packages) {
  if (!value.is_object()) reader.fail("has \"packages\" that are not an object");
  std::vector<std::string> directories;
  for (const auto& [directory, facts] : value.items()) {
    check_directory(reader, directory);
    if (!packages.emplace(directory, parse_package(reader, facts, module)).second) {
      reader.fail(fmt::format("has {} in two parts", json_string(directory)));
    }
    directories.push_back(directory);
  }
  return directories;
}

std::map<std::string, std::string> parse_texts(Reader& reader, const std::string& key) {
  std::map<std::string, std::string> result;
  const json* found = reader.find(key);
  if (!found) return result;
  if (!found->is_object()) reader.fail(fmt::format("has \"{}\" that is not an object", key));
  for (const auto& [name, value] : found->items()) {
    if (!value.is_string()) reader.fail(fmt::format("has a \"{}\" that is not a string", key));
    result[name] = value.get<std::string>();
  }
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

void parse_voucher(Reader& reader, std::string& verified, std::string& unverified) {
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
  parse_packages(reader, reader.need("packages"), module.path, module.packages);
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
  if (!leaf.sum.empty()) parse_voucher(reader, leaf.verified, leaf.unverified);
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
  if (const json* tests = reader.find("tests")) leaf.tests = *tests == true;
  leaf.unsupported = parse_texts(reader, "unsupported");
  for (const auto& [term, reason] : leaf.unsupported) parse_constraint(reader, json(term));
  parse_packages(reader, reader.need("packages"), leaf.module, leaf.packages);
  if (const json* modules = reader.find("modules")) {
    if (!modules->is_object()) reader.fail("has \"modules\" that are not an object");
    for (const auto& [directory, value] : modules->items()) {
      leaf.modules.push_back(parse_leaf_module(directory, Reader(value, reader.place("modules"))));
    }
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
  parse_voucher(reader, module.verified, module.unverified);
  module.lacks = parse_lacks(reader);
  if (module.version.empty() || module.hash.empty() || module.sum.empty()) {
    reader.fail("needs version, hash and sum");
  }
  const json& parts = reader.need("parts");
  if (!parts.is_array()) reader.fail("has \"parts\" that are not an array");
  for (const json& part : parts) {
    Reader part_reader(part, reader.place("parts"));
    module.parts.push_back(
        parse_packages(part_reader, part_reader.need("packages"), path, module.packages));
    part_reader.done();
  }
  if (const json* left = reader.find("private")) {
    parse_packages(reader, *left, path, module.packages);
  }
  reader.done();
  return module;
}

// each calls `read` with every entry of an object.
template <typename Read>
void each(Reader& reader, const std::string& key, const Read& read) {
  const json* const object = reader.find(key);
  if (!object) return;
  if (!object->is_object()) reader.fail(fmt::format("has \"{}\" that is not an object", key));
  for (const auto& [name, entry] : object->items()) {
    read(name, Reader(entry, fmt::format("{} {}", reader.place(key), json_string(name))));
  }
}

void parse_modules(Reader& reader, std::map<std::string, SetModule>& modules) {
  each(reader, "modules", [&](const std::string& path, Reader entry) {
    if (!module::is_valid_path(path)) entry.fail("is not a module path");
    modules.emplace(path, parse_module(path, std::move(entry)));
  });
}

void parse_candidates(Reader& reader, std::map<std::string, SetCandidate>& candidates) {
  each(reader, "candidates", [&](const std::string& path, Reader entry) {
    SetCandidate candidate{entry.version("version"), parse_lacks(entry), entry.text("unverified")};
    entry.done();
    candidates.emplace(path, std::move(candidate));
  });
}

void parse_unverified(Reader& reader, std::map<std::string, std::set<ModuleVersion>>& unverified) {
  each(reader, "unverified", [&](const std::string& reason, Reader mods) {
    for (const std::string& path : mods.keys()) {
      if (!module::is_valid_path(path)) {
        mods.fail(fmt::format("has a bad module path: {}", json_string(path)));
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
  if (const json* automatic = reader.find("automatic")) track.automatic = *automatic == true;
  pins = parse_pins(reader);
  track.providers = parse_texts(reader, "providers");
  parse_modules(reader, track.modules);
  parse_candidates(reader, track.candidates);
  reader.done();
  return track;
}

void check_format(const std::string& file, const json& value) {
  if (!value.is_object() || !value.contains("format") || !value["format"].is_number_integer()) {
    throw Error(fmt::format("{}: is not a goset lock: no \"format\"", file));
  }
  const std::int64_t found = value["format"].get<std::int64_t>();
  if (found > Lock::format || found < 1) {
    throw Error(fmt::format("{}: format {} is unknown to this goset, which knows {}", file, found,
                            Lock::format),
                {"a newer goset wrote it: use that one, or a newer"});
  }
}

json parse_json(const std::string& file, std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    const std::size_t at = std::min<std::size_t>(error.byte, text.size());
    const std::ptrdiff_t line = 1 + std::count(text.begin(), text.begin() + at, '\n');
    throw Error(fmt::format("{}:{}: is not JSON", file, line),
                {"delete it and run `goset lock` to make it anew"});
  }
}

}  // namespace

std::string print(const Lock& lock) {
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(platform.str());
  Members inputs;
  inputs.text("go", lock.go);
  inputs.text("toolchain", lock.toolchain);
  inputs.raw("platforms", print_list(platforms, 16, 2));
  if (!lock.pins.empty()) inputs.raw("pin", print_pins(lock.pins, 3));
  if (!lock.replace.empty()) {
    std::map<std::string, std::string> lines;
    for (const auto& [old, by] : lock.replace.lines()) lines[old.str()] = by.module.str();
    inputs.raw("replace", print_texts(lines, 3, [](const std::string& text) { return text; }));
  }

  std::string out =
      fmt::format("{{\n \"format\": {},\n \"inputs\": {},\n", Lock::format, inputs.print(11, 1));
  out += " \"leaves\": " + print_object(lock.set.leaves, 2, print_leaf) + ",\n";
  out += " \"modules\": " + print_modules(lock.set.modules, 2) + ",\n";
  if (!lock.set.tracks.empty()) {
    out += " \"tracks\": " +
           print_object(lock.set.tracks, 2,
                        [&](const std::string& name, const SetTrack& track) {
                          return print_track(name, track, lock);
                        }) +
           ",\n";
  }
  if (!lock.unverified.empty()) {
    out += " \"unverified\": " + print_unverified(lock.unverified) + ",\n";
  }
  return out + " \"candidates\": " + print_candidates(lock.set.candidates, 2) + "\n}\n";
}

Lock parse(std::string_view file_name, std::string_view text) {
  const std::string file(file_name);
  const json value = parse_json(file, text);
  check_format(file, value);
  Lock lock;
  Reader top(value, file + ":");
  top.find("format");
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
