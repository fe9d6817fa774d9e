#include "goset/go/mod_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/go/unicode.hpp"
#include "goset/go/work_file.hpp"
#include "mod_syntax.hpp"
#include "mod_words.hpp"

// mod_syntax groups the text into lines and blocks with the comments that belong to them, and
// Directives gives each line its meaning. A fault in the first ends the reading; the second goes on
// and collects all.
//
// Strict reading is of a main module's file: every line must be understood, and a version must be
// canonical, for there is no one to ask what a branch name means. Lax reading is of a dependency's:
// what binds only in a main module is skipped, and so is what a newer Go may have added. A go.work
// is read strictly too, with its own directives.

namespace goset {
namespace {

using mod_syntax::Faults;
using mod_syntax::Line;
using mod_syntax::Statement;
using string_literal::quote;

// deprecation returns the rest of the first paragraph that begins with "Deprecated:".
std::optional<std::string> deprecation(std::string_view text) {
  constexpr std::string_view keyword = "Deprecated:";
  constexpr std::string_view later_paragraph = "\n\nDeprecated:";
  if (!text.starts_with(keyword)) {
    const std::size_t at = text.find(later_paragraph);
    if (at == text.npos) return std::nullopt;
    text.remove_prefix(at + 2);
  }
  text.remove_prefix(keyword.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view message = text.substr(0, text.find("\n\n"));
  if (message.empty()) return std::nullopt;
  return std::string(message);
}

bool is_indirect(const Line& line) {
  if (line.beside.empty()) return false;
  const std::string_view comment = std::string_view(line.beside.front()).substr(2);
  const std::vector<std::string_view> words = unicode::fields(comment);
  if (words.empty()) return false;
  return words.size() == 1 ? words[0] == "indirect" : words[0] == "indirect;";
}

using Arguments = std::vector<std::string>;

// Directives turns lines into the values of a ModFile.
class Directives {
 public:
  // Kind is whose file is read.
  enum class Kind { main_module = 1, dependency = 2, workspace = 4 };

  Directives(Faults& faults, Kind kind)
      : faults_(faults), kind_(kind), strict_(kind != Kind::dependency) {}

  ModFile read(const std::vector<Statement>& statements) {
    for (const Statement& statement : statements) {
      if (statement.is_block) {
        read_block(statement);
      } else {
        const Arguments& tokens = statement.head.tokens;
        read_line(statement.head, nullptr, tokens[0], {tokens.begin() + 1, tokens.end()});
      }
    }
    if (kind_ == Kind::main_module) finish();
    faults_.throw_if_any();
    return std::move(out_);
  }

  // use returns the use lines of a go.work, which no ModFile has. Valid after read().
  std::vector<WorkFile::Use> use() { return std::move(use_); }

 private:
  using Reader = void (Directives::*)(const Line&, const Line*, const Arguments&);
  struct Directive {
    std::string_view verb;
    Reader read;
    unsigned kinds;  // the files that it counts in
    bool in_blocks = true;
  };
  static const Directive table[];

  const Directive* find(std::string_view verb) const {
    for (const Directive* d = table; !d->verb.empty(); ++d) {
      if (d->verb == verb && (d->kinds & static_cast<unsigned>(kind_)) != 0) return d;
    }
    return nullptr;
  }

  void read_block(const Statement& statement) {
    const Arguments& tokens = statement.head.tokens;
    const Directive* directive = tokens.size() == 1 ? find(tokens[0]) : nullptr;
    if (directive == nullptr || !directive->in_blocks) {
      if (strict_) {
        faults_.add(statement.head.number,
                    fmt::format("unknown block type: {}", fmt::join(tokens, " ")));
      }

      return;
    }
    for (const Line& line : statement.lines) {
      read_line(line, &statement.head, tokens[0], line.tokens);
    }
  }

  void read_line(const Line& line, const Line* block, const std::string& verb,
                 const Arguments& arguments) {
    const Directive* directive = find(verb);
    if (!strict_ && directive == nullptr) return;
    try {
      if (directive == nullptr) throw Error("unknown directive: " + verb);
      (this->*directive->read)(line, block, arguments);
    } catch (const Error& error) {
      faults_.add(line.number, error.message());
    }
    if (out_.require.size() > mod_file::most_requirements) {
      faults_.fail(line.number, fmt::format("the file has more than {} requirements",
                                            mod_file::most_requirements));
    }
  }

  static const std::string& only(const Arguments& arguments, std::string_view usage) {
    if (arguments.size() != 1) throw Error(fmt::format("usage: {}", usage));
    return arguments[0];
  }

  void read_module(const Line& line, const Line* block, const Arguments& arguments) {
    if (module_line_ > 0) throw Error("repeated module directive");
    module_line_ = line.number;
    out_.deprecated = deprecation(mod_syntax::comment_text(line, block));
    out_.module_path = mod_words::text(only(arguments, "module example.com/path"));
    if (strict_ && out_.module_path.empty()) throw Error("empty module path");
  }

  void read_go(const Line&, const Line*, const Arguments& arguments) {
    if (out_.go) throw Error("repeated go directive");
    const std::string& version = only(arguments, "go 1.23.0");
    if (mod_words::is_go_version(version)) {
      out_.go = version;
    } else if (!strict_) {
      out_.go = mod_words::repaired_go_version(version);
    }
    if (!out_.go) throw Error(fmt::format("invalid go version {}", quote(version)));
  }

  void read_toolchain(const Line&, const Line*, const Arguments& arguments) {
    if (out_.toolchain) throw Error("repeated toolchain directive");
    const std::string& name = only(arguments, "toolchain go1.23.0");
    if (name != "default" && name != "go1" && !name.starts_with("go1.")) {
      throw Error(fmt::format("invalid toolchain {}: neither go1.23.0 nor default", quote(name)));
    }
    out_.toolchain = name;
  }

  void read_godebug(const Line&, const Line*, const Arguments& arguments) {
    constexpr std::string_view usage = "godebug key=value";
    const std::string& setting = only(arguments, usage);
    const std::size_t equals = setting.find('=');
    if (equals == setting.npos || setting.find_first_of("\"`',") != setting.npos) {
      throw Error(fmt::format("usage: {}", usage));
    }
    ModFile::Godebug godebug{setting.substr(0, equals), setting.substr(equals + 1)};
    if (godebug.key == "default" && (!godebug.value.starts_with("go") ||
                                     !toolchain_version::is_valid(godebug.value.substr(2)))) {
      throw Error("godebug default is not a Go version: " + quote(godebug.value));
    }
    out_.godebug.push_back(std::move(godebug));
  }

  ModuleVersion read_module_version(const Arguments& arguments, std::string_view verb) {
    if (arguments.size() != 2) {
      throw Error(fmt::format("usage: {} example.com/path v1.2.3", verb));
    }
    ModuleVersion m{mod_words::text(arguments[0]), mod_words::text(arguments[1])};
    m.version = strict_ ? mod_words::strict_version(m.path, m.version)
                        : mod_words::lax_version(m.path, m.version);
    return m;
  }

  void read_require(const Line& line, const Line*, const Arguments& arguments) {
    out_.require.push_back(
        {read_module_version(arguments, "require"), is_indirect(line), line.number});
  }

  void read_exclude(const Line&, const Line*, const Arguments& arguments) {
    out_.exclude.push_back(read_module_version(arguments, "exclude"));
  }

  void read_replace(const Line& line, const Line*, const Arguments& arguments) {
    const std::size_t arrow = arguments.size() > 1 && arguments[1] == "=>" ? 1 : 2;
    const std::size_t count = arguments.size();
    if (count < arrow + 2 || count > arrow + 3 || arguments[arrow] != "=>") {
      throw Error(
          "usage: replace example.com/path [v1.2.3] => example.com/other v1.4.0, or => ./dir");
    }
    ModFile::Replace out;
    out.line = line.number;
    out.old_path = mod_words::text(arguments[0]);
    if (!module::split_path_version(out.old_path)) {
      throw Error("malformed module path " + quote(out.old_path));
    }
    if (arrow == 2) {
      out.old_version = mod_words::strict_version(out.old_path, mod_words::text(arguments[1]));
    }
    out.new_path = mod_words::text(arguments[arrow + 1]);
    if (count == arrow + 3) {
      out.new_version =
          mod_words::strict_version(out.new_path, mod_words::text(arguments[arrow + 2]));
    }
    check_replacement(out);
    out_.replace.push_back(std::move(out));
  }

  static void check_replacement(const ModFile::Replace& replace) {
    const std::string& path = replace.new_path;
    const bool directory = mod_words::is_directory(path);
    if (directory && !replace.to_directory()) {
      throw Error(fmt::format("replacement directory {} cannot have a version", quote(path)));
    }
    if (!replace.to_directory()) return;
    if (!directory) {
      throw Error(
          fmt::format("replacement {} needs a version, or ./ if it is a directory", quote(path)));
    }
    if (path.find('\\') != path.npos) {
      throw Error(fmt::format("replacement directory {} is a Windows path", quote(path)));
    }
  }

  // read_retract keeps the versions as written; `finish` makes them canonical, for the module line
  // may come later. In a dependency an interval of an unknown form is skipped.
  void read_retract(const Line& line, const Line* block, const Arguments& arguments) {
    try {
      ModFile::Retract out = read_interval(arguments);
      out.rationale = mod_syntax::comment_text(line, block);
      out_.retract.push_back(std::move(out));
      retract_lines_.push_back(line.number);
    } catch (const Error&) {
      if (strict_) throw;
    }
  }

  ModFile::Retract read_interval(const Arguments& arguments) const {
    const auto token = [&arguments](std::size_t i) {
      return i < arguments.size() ? arguments[i] : std::string();
    };
    const auto version = [&token](std::size_t i) {
      const std::string text = token(i);
      if (text.empty() || text == "(") throw Error("expected a version or [low, high]");
      return mod_words::text(text);
    };
    const auto expect = [&token](std::size_t i, std::string_view want) {
      if (token(i) != want) throw Error(fmt::format("expected {} in [low, high]", quote(want)));
    };

    ModFile::Retract out;
    std::size_t end = 1;
    if (token(0) == "[") {
      out.low = version(1);
      expect(2, ",");
      out.high = version(3);
      expect(4, "]");
      end = 5;
    } else {
      out.low = out.high = version(0);
    }
    if (strict_ && arguments.size() > end) {
      throw Error("unexpected token after version: " + quote(arguments[end]));
    }
    return out;
  }

  void read_tool(const Line&, const Line*, const Arguments& arguments) {
    out_.tool.push_back(mod_words::text(only(arguments, "tool example.com/package")));
  }

  void read_use(const Line& line, const Line*, const Arguments& arguments) {
    use_.push_back({mod_words::text(only(arguments, "use ./directory")), line.number});
  }

  void read_ignore(const Line&, const Line*, const Arguments& arguments) {
    out_.ignore.push_back(mod_words::text(only(arguments, "ignore ./directory")));
  }

  // finish checks what only the whole file of a main module can tell.
  void finish() {
    const std::string& path = out_.module_path;
    if (path == "go" || path == "toolchain") {
      faults_.add(module_line_, "module path is reserved: " + path);
    }
    if (path.empty() && !retract_lines_.empty()) {
      faults_.add(retract_lines_[0], "retract without a module directive");
    }
    if (module_line_ == 0 && faults_.empty()) faults_.add(1, "missing module declaration");
    for (std::size_t i = 0; i < out_.retract.size() && !path.empty(); ++i) {
      ModFile::Retract& retract = out_.retract[i];
      try {
        retract.low = mod_words::strict_version(path, retract.low);
        retract.high = mod_words::strict_version(path, retract.high);
      } catch (const Error& error) {
        faults_.add(retract_lines_[i], error.message());
      }
    }
  }

  Faults& faults_;
  Kind kind_;
  bool strict_;
  ModFile out_;
  std::vector<WorkFile::Use> use_;
  int module_line_ = 0;             // 0: none seen
  std::vector<int> retract_lines_;  // parallel to out_.retract
};

constexpr unsigned main_module = 1;
constexpr unsigned dependency = 2;
constexpr unsigned workspace = 4;

const Directives::Directive Directives::table[] = {
    {"module", &Directives::read_module, main_module | dependency},
    {"go", &Directives::read_go, main_module | dependency | workspace, false},
    {"toolchain", &Directives::read_toolchain, main_module | workspace, false},
    {"godebug", &Directives::read_godebug, main_module | workspace},
    {"require", &Directives::read_require, main_module | dependency},
    {"exclude", &Directives::read_exclude, main_module},
    {"replace", &Directives::read_replace, main_module | workspace},
    {"retract", &Directives::read_retract, main_module | dependency},
    {"tool", &Directives::read_tool, main_module},
    {"ignore", &Directives::read_ignore, main_module | dependency},
    {"use", &Directives::read_use, workspace},
    {"", nullptr, 0}};

// statements_of refuses a text above the limit.
std::vector<Statement> statements_of(std::string_view text, Faults& faults) {
  if (text.size() > mod_file::most_bytes) {
    faults.fail(1, fmt::format("the file has more than {} MiB", mod_file::most_bytes >> 20));
  }
  return mod_syntax::read(text, faults);
}

ModFile read(std::string_view file_name, std::string_view text, Directives::Kind kind) {
  Faults faults(file_name);
  const std::vector<Statement> statements = statements_of(text, faults);
  return Directives(faults, kind).read(statements);
}

}  // namespace

ModFile mod_file::parse(std::string_view file_name, std::string_view text) {
  return read(file_name, text, Directives::Kind::main_module);
}

ModFile mod_file::parse_lax(std::string_view file_name, std::string_view text) {
  return read(file_name, text, Directives::Kind::dependency);
}

WorkFile WorkFile::parse(std::string_view file_name, std::string_view text) {
  Faults faults(file_name);
  const std::vector<Statement> statements = statements_of(text, faults);
  Directives directives(faults, Directives::Kind::workspace);
  ModFile file = directives.read(statements);
  return {std::move(file.go), std::move(file.toolchain), std::move(file.godebug), directives.use(),
          std::move(file.replace)};
}

}  // namespace goset
