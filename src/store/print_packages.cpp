#include "print_packages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/model/grouped_words.hpp"
#include "lock_text.hpp"

// A package is a line `"DIRECTORY": IMPORTS`. Neighbours in the order of their first directories that
// import the same share one, as far as the names fit on it.

namespace goset::lock {

namespace {

// A line names directories of so many characters at most, before they are grouped.
constexpr std::size_t most_named = 80;

using Words = std::vector<std::string>;

// print_words sets words behind `column` characters: a string, or an array of strings, one a line.
std::string print_words(const Words& words, std::size_t column, std::size_t indent) {
  const std::vector<std::string> lines = grouped_words::lines(
      grouped_words::words(words), width - indent - 6, column - std::min(column, indent));
  if (lines.size() == 1) return json_string(lines[0]);
  std::string out = "[";
  for (const std::string& line : lines) {
    if (out.size() > 1) out.append(",\n").append(indent + 1, ' ');
    append_json(out, line);
  }
  return out + "]";
}

// Row are packages that are alike.
struct Row {
  Words directories;
  std::size_t named = 0;  // characters of these
  const PackageFacts* facts = nullptr;
};

// imports_of returns what a package imports by constraint (empty: everywhere).
std::map<std::string, Words> imports_of(const PackageFacts& facts, const std::string& module) {
  std::map<std::string, Words> result;
  for (const Import& import : facts.imports) {
    const std::string& path = import.path.str();
    const std::string when = import.when.is_always() ? "" : import.when.str();
    // The module's own packages: "." or "./dir".
    result[when].push_back(module::in_module(path, module) ? "." + path.substr(module.size())
                                                           : path);
  }
  return result;
}

std::string print_imports(const PackageFacts& facts, const std::string& module, std::size_t column,
                          std::size_t indent) {
  std::map<std::string, Words> imports = imports_of(facts, module);
  const Words everywhere = std::exchange(imports[""], {});
  imports.erase("");
  if (imports.empty()) return print_words(everywhere, column, indent);
  std::string out = "[";
  if (!everywhere.empty()) {
    const std::string common = print_words(everywhere, column + 1, indent);
    // The lines of an array stand in this one.
    out += common.starts_with('[') ? common.substr(1, common.size() - 2) : common;
    out.append(",\n").append(indent + 1, ' ');
  }
  Members members;
  for (const auto& [when, words] : imports) {
    members.raw(when, print_words(words, key_column(when, indent + 3), indent + 2));
  }
  const std::size_t begin = everywhere.empty() ? column + 1 : indent + 1;
  return out + members.print(begin, indent + 1) + "]";
}

std::string print_row(const Row& row, const std::string& module, std::size_t indent) {
  std::string out;
  for (const std::string& word : grouped_words::words(row.directories)) {
    out.append(out.empty() ? "" : " ").append(word);
  }
  out = json_string(out) + ": ";
  const PackageFacts& facts = *row.facts;
  const bool is_plain = facts.when.is_always() && facts.tags.empty();
  if (!is_plain) out += "{ ";
  if (!facts.when.is_always()) out += fmt::format("\"if\": {}, ", json_string(facts.when.str()));
  if (!facts.tags.empty()) {
    out += fmt::format("\"tags\": {}, ", print_list(facts.tags, indent + out.size(), indent));
  }
  if (!is_plain) out += "\"imports\": ";
  out += print_imports(facts, module, indent + out.size(), indent);
  return is_plain ? out : out + " }";
}

// SameFacts orders packages, so that those that are alike are found.
struct SameFacts {
  bool operator()(const PackageFacts* a, const PackageFacts* b) const {
    if (a->imports.size() != b->imports.size()) return a->imports.size() < b->imports.size();
    for (std::size_t i = 0; i < a->imports.size(); ++i) {
      if (!(a->imports[i].path == b->imports[i].path)) {
        return a->imports[i].path < b->imports[i].path;
      }
    }
    return false;
  }
};

std::vector<Row> rows_of(const std::map<std::string, PackageFacts>& packages,
                         const std::vector<std::string>& directories) {
  std::vector<Row> rows;
  std::map<const PackageFacts*, std::size_t, SameFacts> open;  // the last row of such packages
  for (const std::string& directory : directories) {
    if (!grouped_words::is_plain(directory)) {
      throw Error(fmt::format("a package's directory can't be locked: {}", json_string(directory)));
    }
    const PackageFacts& facts = packages.at(directory);
    const auto [at, is_new] = open.try_emplace(&facts, rows.size());
    Row* row = is_new ? nullptr : &rows[at->second];
    if (!row || *row->facts != facts || row->named + directory.size() > most_named) {
      open[&facts] = rows.size();
      row = &rows.emplace_back(Row{{}, 0, &facts});
    }
    row->directories.push_back(directory);
    row->named += directory.size() + 1;
  }
  return rows;
}

}  // namespace

std::string print_packages(const std::map<std::string, PackageFacts>& packages,
                           const std::vector<std::string>& directories, const std::string& module,
                           std::size_t indent) {
  if (directories.empty()) return "{}";
  std::string out = "{";
  for (const Row& row : rows_of(packages, directories)) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ').append(print_row(row, module, indent));
  }
  return out + " }";
}

}  // namespace goset::lock
