#include "lock_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"

namespace goset::lock {

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

namespace {

std::string absolute(const std::string& text, const std::string& module) {
  if (text == ".") return module;
  return text.starts_with("./") ? module + text.substr(1) : text;
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

}  // namespace

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

}  // namespace goset::lock
