#include "goset/go/imports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/file_constraint.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"
#include "import_header.hpp"
#include "token_scanner.hpp"

// The go command reads a file's imports in two steps, and both are seen from outside: they decide
// which files it takes and which it reports as broken (go/build, readGoInfo).
//
// First a coarse reader looks for the end of the imports (import_header.hpp). Then the real parser
// reads this header: package clause, import declarations, and one token more, with Go's rules for
// semicolons, literals and UTF-8.

namespace goset {
namespace {

// is_valid_import follows the restriction that the specification allows compilers, and Go makes use
// of (https://go.dev/ref/spec#Import_declarations).
bool is_valid_import(std::string_view path) {
  constexpr std::string_view illegal = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
  if (path.empty()) return false;
  while (!path.empty()) {
    const unicode::Rune r = unicode::decode(path);
    if (r.value < 0x80 && illegal.find(static_cast<char>(r.value)) != illegal.npos) return false;
    if (r.value == unicode::replacement || unicode::is_space(r.value)) return false;
    if (!unicode::is_printable(r.value)) return false;
    path.remove_prefix(r.size);
  }
  return true;
}

// HeaderParser fills in a GoFile from its header, and throws Error where that goes wrong.
//   header = "package" word ";" { "import" ( import | "(" { import } ")" ";" ) } .
//   import = [ "." | word ] string ";" .
// A semicolon may be missing before a ")".
class HeaderParser {
 public:
  HeaderParser(std::string_view header, GoFile& file, std::vector<go_names::Imported>& imported)
      : scanner_(header), file_(file), imported_(imported) {
    next();
  }

  void parse() {
    if (!token_.is("package")) scanner_.fail("expected a package clause");
    next();
    if (token_.kind != Token::Kind::word) scanner_.fail("expected a package name");
    const std::string_view name = token_.text;
    next();
    take_semicolon();
    file_.package_name = name;
    while (token_.is("import")) parse_declaration();
    // The one token more is read for its faults only; of operators only "/" can get here.
    if (token_.kind == Token::Kind::other && token_.text != "/") {
      scanner_.fail("unexpected character " + string_literal::quote(token_.text));
    }
    scanner_.check_text();
  }

 private:
  void next() { token_ = scanner_.next(); }

  void parse_declaration() {
    next();
    if (token_.kind != Token::Kind::open) return parse_import();
    next();
    while (token_.kind != Token::Kind::close && token_.kind != Token::Kind::end) parse_import();
    if (token_.kind == Token::Kind::end) scanner_.fail("import declaration without end");
    next();
    take_semicolon();
  }

  void parse_import() {
    std::string_view name;
    if (token_.kind == Token::Kind::word || token_.kind == Token::Kind::period) {
      name = token_.text;
      next();
    }
    if (token_.kind != Token::Kind::string) scanner_.fail("expected an import path");
    const std::optional<std::string> path = string_literal::unquote(token_.text);
    if (!path || !is_valid_import(*path)) {
      scanner_.fail(fmt::format("invalid import path {}", string_literal::quote(token_.text)));
    }
    file_.imports.push_back(*path);
    imported_.push_back({*path, std::string(name)});
    next();
    take_semicolon();
  }

  void take_semicolon() {
    if (token_.kind == Token::Kind::close) return;
    if (token_.kind != Token::Kind::semicolon) scanner_.fail("expected a semicolon or newline");
    next();
  }

  TokenScanner scanner_;
  GoFile& file_;
  std::vector<go_names::Imported>& imported_;
  Token token_;
};

// cgo_tags returns the words that stand between `#cgo` and the name of a variable: a list of
// conditions such as `linux,!sqlite`. `text` is what comes before the import "C" and more.
// Specification: go/build: saveCgo.
std::vector<std::string> cgo_tags(std::string_view text) {
  constexpr std::string_view blank = " \t";
  std::vector<std::string> result;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t/*")));
    if (!line.starts_with("#cgo") || line.size() < 5 || blank.find(line[4]) == blank.npos) continue;
    line = line.substr(4, line.find(':') == line.npos ? 0 : line.find(':') - 4);
    const std::size_t name = line.find_last_of(blank, line.find_last_not_of(blank));
    std::string_view conditions = line.substr(0, name == line.npos ? 0 : name);
    while (!conditions.empty()) {
      const std::size_t end = std::min(conditions.size(), conditions.find_first_of(" \t,!&|()"));
      if (end > 0) result.emplace_back(conditions.substr(0, end));
      conditions.remove_prefix(std::min(conditions.size(), end + 1));
    }
  }
  return result;
}

// Header is what the beginning of a file came to.
struct Header {
  std::vector<go_names::Imported> imported;
  std::string_view body;  // what follows
};

// read_header fills in all of `file` that the beginning of its text decides.
void read_header(std::string_view text, GoFile& file, Header& result) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::string_view body = text;
  if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
  const std::string_view header = import_header::of(body);
  // Go looks at the constraint first, and does not report other faults of a file it leaves out.
  file.constraint = file.constraint && file_constraint::of_header(text);
  HeaderParser(header, file, result.imported).parse();
  result.body = body.substr(header.size());
  const bool has_c = std::find(file.imports.begin(), file.imports.end(), "C") != file.imports.end();
  if (has_c) file.cgo_tags = cgo_tags(header);
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

bool imports::is_candidate(std::string_view name) {
  return name.ends_with(".go") && !name.starts_with('_') && !name.starts_with('.');
}

// Source: go/build: fileListForExt. An object file (.syso) has no constraint but in its name.
bool imports::is_other_source(std::string_view name) {
  constexpr std::string_view extensions[] = {".c",   ".cc",  ".cpp", ".cxx", ".m",    ".h",
                                             ".hh",  ".hpp", ".hxx", ".f",   ".F",    ".for",
                                             ".f90", ".s",   ".S",   ".sx",  ".swig", ".swigcxx"};
  if (name.starts_with('_') || name.starts_with('.')) return false;
  const std::size_t dot = name.rfind('.');
  return dot != name.npos && std::find(std::begin(extensions), std::end(extensions),
                                       name.substr(dot)) != std::end(extensions);
}

BuildConstraint imports::other_constraint(std::string_view name, std::string_view text) {
  try {
    return file_constraint::of_name(name) && file_constraint::of_header(text);
  } catch (const Error&) {
    return BuildConstraint::always();
  }
}

namespace {

GoFile scan_header(std::string_view name, std::string_view text, Header& header) {
  GoFile file;
  file.name = name;
  file.is_test = name.ends_with("_test.go");
  file.constraint = file_constraint::of_name(name);
  try {
    read_header(text, file, header);
  } catch (const Error& error) {
    file.fault = error.message();
  }
  sort_unique(file.imports);
  sort_unique(file.cgo_tags);
  if (file.fault) return file;
  if (std::binary_search(file.imports.begin(), file.imports.end(), "C")) {
    file.constraint = file.constraint && BuildConstraint::tag("cgo");
  }
  if (file.package_name == "documentation") file.constraint = BuildConstraint::never();
  return file;
}

}  // namespace

GoFile imports::scan(std::string_view name, std::string_view text) {
  Header header;
  return scan_header(name, text, header);
}

GoFile imports::scan_all(std::string_view name, std::string_view text, const IsWanted& is_wanted) {
  Header header;
  GoFile file = scan_header(name, text, header);
  if (file.fault || file.is_test) return file;
  std::optional<std::vector<std::string>> exported(std::in_place);
  if (file.package_name != "main") exported = go_names::exported(text);
  if (!exported) return file;
  std::erase_if(header.imported,
                [&](const go_names::Imported& import) { return !is_wanted(import.path); });
  file.names = {std::move(*exported), go_names::used(header.body, header.imported)};
  return file;
}

}  // namespace goset
