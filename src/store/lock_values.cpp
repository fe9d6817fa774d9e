#include "lock_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/licenses/expression.hpp"
#include "goset/model/grouped_words.hpp"

namespace goset::lock {

void check_directory(const Reader& reader, const std::string& directory) {
  if (directory == ".") return;
  bool is_good = grouped_words::is_plain(directory);  // or it could not be printed
  try {
    module::check_file_path(directory);
  } catch (const Error&) {
    is_good = false;
  }
  if (!is_good) reader.fail(fmt::format("has a bad directory {}", shown(directory)));
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

BuildConstraint known_constraint(const Reader& reader, const Value& value, std::string text) {
  std::unordered_map<std::string, BuildConstraint>& known = value.source->shared->constraints;
  if (const auto found = known.find(text); found != known.end()) return found->second;
  const BuildConstraint parsed = parse_constraint(reader, text);
  return known.emplace(std::move(text), parsed).first->second;
}

BuildConstraint known_constraint(const Reader& reader, const Value& value) {
  if (value.kind() != Value::Kind::string) {
    reader.fail("has a build constraint that is not a string");
  }
  return known_constraint(reader, value, value.text());
}

// Imports reads those of a package: a list of words, and lists by constraint.
class Imports {
 public:
  Imports(const Reader& reader, const std::string& module, std::vector<Import>& scratch)
      : reader_(reader), module_(module), imports_(scratch) {}

  std::vector<Import> read(const Value& value) {
    imports_.clear();
    read_list(value, {});
    const auto by_path = [](const Import& a, const Import& b) { return a.path < b.path; };
    if (!std::is_sorted(imports_.begin(), imports_.end(), by_path)) {
      std::stable_sort(imports_.begin(), imports_.end(), by_path);
    }
    return {std::make_move_iterator(imports_.begin()), std::make_move_iterator(imports_.end())};
  }

 private:
  void read_list(const Value& value, const BuildConstraint& when) {
    if (value.kind() == Value::Kind::string) {
      add_words(value, value.text(), when);
      return;
    }
    if (value.kind() != Value::Kind::array) reader_.fail("has a package without a list of imports");
    std::string text;  // a word may go on in the next line
    value.each_item([&](const Value& item) {
      if (item.kind() == Value::Kind::string) {
        text.append(item.text()).append("\n");
      } else if (item.kind() == Value::Kind::object && when.is_always()) {
        item.each_member([&](const std::string& key, const Value& list) {
          read_list(list, known_constraint(reader_, item, key));
        });
      } else {
        add_pair(item, when);
      }
    });
    add_words(value, text, when);
  }

  // In format 1 an import under a constraint was a pair of both.
  void add_pair(const Value& item, const BuildConstraint& when) {
    if (item.kind() != Value::Kind::array || item.size() != 2 || !when.is_always()) {
      reader_.fail("has an import that is neither a string nor under a constraint");
    }
    const Value path{item.source, item.source->tree.first(item.node)};
    if (path.kind() != Value::Kind::string) reader_.fail("has an import that is not a string");
    add_words(item, path.text(), known_constraint(reader_, path.next()));
  }

  void add_words(const Value& value, std::string_view text, const BuildConstraint& when) {
    SharedTexts& paths = value.source->shared->import_paths;
    const bool is_list = grouped_words::expand(text, [&](std::string_view word) {
      const bool is_own = word.starts_with("./") || word == ".";
      if (is_own) absolute_.assign(module_).append(word.substr(1));
      imports_.push_back({paths.of(is_own ? absolute_ : word), when});
    });
    if (!is_list) reader_.fail(fmt::format("has a bad list of imports {}", shown(text)));
  }

  const Reader& reader_;
  const std::string& module_;
  std::vector<Import>& imports_;
  std::string absolute_;
};

PackageFacts parse_package(const Reader& reader, const Value& value, const std::string& module) {
  PackageFacts facts;
  Value imports = value;
  if (value.kind() == Value::Kind::object) {
    Reader members(value, reader.where() + ": a package");
    const std::optional<Value> found = members.find("imports");
    if (!found) reader.fail("has a package without a list of imports");
    imports.node = found->node;
    if (const std::optional<Value> when = members.find("if")) {
      facts.when = known_constraint(reader, *when);
    }
    facts.tags = members.texts("tags");
    members.done();
  }
  facts.imports = Imports(reader, module, value.source->shared->scratch).read(imports);
  return facts;
}

}  // namespace

std::vector<std::string> parse_packages(const Reader& reader, const Value& value,
                                        const std::string& module,
                                        std::map<std::string, PackageFacts>& packages) {
  std::vector<std::string> directories;
  value.each_member([&](const std::string& words, const Value& package) {
    const PackageFacts facts = parse_package(reader, package, module);
    const bool is_list = grouped_words::expand(words, [&](std::string_view word) {
      const std::string& directory = directories.emplace_back(word);
      check_directory(reader, directory);
      if (packages.contains(directory)) {
        reader.fail(fmt::format("has {} twice", shown(directory)));
      }
      packages.emplace_hint(packages.end(), directory, facts);
    });
    if (!is_list) reader.fail(fmt::format("has a bad list of directories {}", shown(words)));
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

License parse_license(Reader& reader) {
  License result;
  const auto check = [&](const std::string& key, const std::string& expression) {
    if (!licenses::is_expression(expression)) reader.bad(key, expression);
  };
  result.expression = reader.text("license");
  if (!result.expression.empty()) check("license", result.expression);
  const auto check_path = [&](const std::string& key, const std::string& path) {
    try {
      module::check_file_path(path);
    } catch (const Error&) {
      reader.bad(key, path);
    }
  };
  result.nearer = parse_texts(reader, "licenses");
  for (const auto& [directory, expression] : result.nearer) {
    check_path("licenses", directory);
    check("licenses", expression);
  }
  for (const std::string& file : reader.texts("unknownLicenses")) {
    check_path("unknownLicenses", file);
    result.unknown.insert(file);
  }
  return result;
}

void parse_witness(Reader& reader, std::string& verified, std::string& unverified) {
  verified = reader.text("verified");
  unverified = reader.text("unverified");
  if (verified.empty() && unverified.empty()) verified = "go.sum";
}

}  // namespace goset::lock
