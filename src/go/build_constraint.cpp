#include "goset/go/build_constraint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <set>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"

namespace goset {

// Node is immutable and shared. A constant is never an operand, an `all` never one of an `all`, nor
// an `any` one of an `any`. `text` is the printed form; two nodes are equal where their texts are.
struct BuildConstraint::Node {
  enum class Kind { constant, tag, negation, all, any };
  using Pointer = std::shared_ptr<const Node>;

  Kind kind;
  bool value = false;  // of a constant
  std::string text;
  std::vector<Pointer> operands;
};

namespace {

using Node = BuildConstraint::Node;
using Pointer = Node::Pointer;
using Kind = Node::Kind;

Pointer constant(bool value) {
  static const Pointer yes = std::make_shared<Node>(Node{Kind::constant, true, "", {}});
  static const Pointer no =
      std::make_shared<Node>(Node{Kind::constant, false, "ignore && !ignore", {}});
  return value ? yes : no;
}

Pointer tag_node(std::string name) {
  return std::make_shared<Node>(Node{Kind::tag, false, std::move(name), {}});
}

std::string parenthesised(const Node& node) {
  return "(" + node.text + ")";
}

Pointer negate(const Pointer& node) {
  if (node->kind == Kind::constant) return constant(!node->value);
  if (node->kind == Kind::negation) return node->operands.front();
  std::string text = "!" + (node->kind == Kind::tag ? node->text : parenthesised(*node));
  return std::make_shared<Node>(Node{Kind::negation, false, std::move(text), {node}});
}

// flatten lists `operands`, those of the same kind taken apart, and each once.
std::vector<Pointer> flatten(Kind kind, const std::vector<Pointer>& operands) {
  std::vector<Pointer> out;
  std::set<std::string_view> seen;
  const auto add = [&](const Pointer& operand) {
    if (seen.insert(operand->text).second) out.push_back(operand);
  };
  for (const Pointer& operand : operands) {
    if (operand->kind == kind) {
      std::for_each(operand->operands.begin(), operand->operands.end(), add);
    } else {
      add(operand);
    }
  }
  return out;
}

bool has_opposites(const std::vector<Pointer>& operands) {
  std::set<std::string_view> texts;
  for (const Pointer& operand : operands) texts.insert(operand->text);
  return std::any_of(operands.begin(), operands.end(), [&texts](const Pointer& operand) {
    return operand->kind == Kind::negation && texts.count(operand->operands.front()->text) > 0;
  });
}

// join prints the operands of an `all` or `any`; `&&` binds closer than `||`.
std::string join(Kind kind, const std::vector<Pointer>& operands) {
  std::string text;
  for (const Pointer& operand : operands) {
    if (!text.empty()) text += kind == Kind::all ? " && " : " || ";
    text += operand->kind == Kind::any ? parenthesised(*operand) : operand->text;
  }
  return text;
}

// combine makes the conjunction (Kind::all) or disjunction (Kind::any) of `operands`.
Pointer combine(Kind kind, const std::vector<Pointer>& operands) {
  // `all` of nothing is true, and one false operand decides it; `any` is the other way round.
  const bool neutral = kind == Kind::all;
  std::vector<Pointer> rest;
  for (const Pointer& operand : operands) {
    if (operand->kind != Kind::constant) {
      rest.push_back(operand);
    } else if (operand->value != neutral) {
      return operand;
    }
  }
  rest = flatten(kind, rest);
  if (rest.empty()) return constant(neutral);
  if (rest.size() == 1) return rest.front();
  if (has_opposites(rest)) return constant(!neutral);
  std::string text = join(kind, rest);
  return std::make_shared<Node>(Node{kind, false, std::move(text), std::move(rest)});
}

bool is_tag_char(char32_t r) {
  return unicode::is_letter(r) || unicode::is_digit(r) || r == '_' || r == '.';
}

// tag_size returns how many bytes at the front of `text` are of a tag.
std::size_t tag_size(std::string_view text) {
  std::size_t size = 0;
  for (unicode::Rune r = unicode::decode(text); r.size > 0 && is_tag_char(r.value);
       r = unicode::decode(text.substr(size))) {
    size += r.size;
  }
  return size;
}

// Parser reads Go's grammar:
//   any     = all { "||" all } .
//   all     = operand { "&&" operand } .
//   operand = [ "!" ] ( tag | "(" any ")" ) .
// `token_` is the token not yet consumed, empty at the end of the text.
class Parser {
 public:
  Parser(std::string_view text, std::size_t max_operands)
      : text_(text), rest_(text), operands_left_(max_operands) {
    next();
  }

  Pointer parse() {
    Pointer node = parse_any();
    if (!token_.empty()) fail_at_token();
    return node;
  }

 private:
  [[noreturn]] void fail(std::string_view why) const {
    throw Error(
        fmt::format("malformed build constraint {}: {}", string_literal::quote(text_), why));
  }

  [[noreturn]] void fail_at_token() const {
    if (token_.empty()) fail("unexpected end");
    fail("unexpected " + string_literal::quote(token_));
  }

  void next() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
    token_ = rest_.substr(0, token_size());
    rest_.remove_prefix(token_.size());
  }

  std::size_t token_size() const {
    if (rest_.empty()) return 0;
    if (rest_.starts_with("&&") || rest_.starts_with("||")) return 2;
    if (rest_.starts_with('(') || rest_.starts_with(')') || rest_.starts_with('!')) return 1;
    const std::size_t size = tag_size(rest_);
    if (size == 0) fail("unexpected " + string_literal::quote(rest_));
    return size;
  }

  bool take(std::string_view token) {
    if (token_ != token) return false;
    next();
    return true;
  }

  Pointer parse_any() {
    std::vector<Pointer> operands{parse_all()};
    while (take("||")) operands.push_back(parse_all());
    return combine(Kind::any, operands);
  }

  Pointer parse_all() {
    std::vector<Pointer> operands{parse_operand()};
    while (take("&&")) operands.push_back(parse_operand());
    return combine(Kind::all, operands);
  }

  Pointer parse_operand() {
    if (operands_left_-- == 0) fail("too large");
    if (!take("!")) return parse_atom();
    if (token_ == "!") fail("double negation");
    return negate(parse_atom());
  }

  Pointer parse_atom() {
    if (token_ == "(") return parse_group();
    if (tag_size(token_) == 0) fail_at_token();
    Pointer node = tag_node(std::string(token_));
    next();
    return node;
  }

  Pointer parse_group() {
    constexpr int max_depth = 1000;
    if (++depth_ > max_depth) fail("nested too deep");
    next();
    Pointer node = parse_any();
    if (!take(")")) fail("missing closing parenthesis");
    --depth_;
    return node;
  }

  std::string_view text_;
  std::string_view rest_;
  std::string_view token_;
  std::size_t operands_left_;
  int depth_ = 0;
};

}  // namespace

BuildConstraint::BuildConstraint() : node_(constant(true)) {}
BuildConstraint BuildConstraint::always() {
  return BuildConstraint(constant(true));
}
BuildConstraint BuildConstraint::never() {
  return BuildConstraint(constant(false));
}
BuildConstraint BuildConstraint::tag(std::string name) {
  return BuildConstraint(tag_node(std::move(name)));
}

BuildConstraint BuildConstraint::parse(std::string_view expression, std::size_t max_operands) {
  const std::string_view text = unicode::trim(expression);
  return text.empty() ? always() : BuildConstraint(Parser(text, max_operands).parse());
}

BuildConstraint BuildConstraint::operator&&(const BuildConstraint& other) const {
  return BuildConstraint(combine(Kind::all, {node_, other.node_}));
}

BuildConstraint BuildConstraint::operator||(const BuildConstraint& other) const {
  return BuildConstraint(combine(Kind::any, {node_, other.node_}));
}

BuildConstraint BuildConstraint::operator!() const {
  return BuildConstraint(negate(node_));
}

bool BuildConstraint::is_always() const {
  return node_->kind == Kind::constant && node_->value;
}
bool BuildConstraint::is_never() const {
  return node_->kind == Kind::constant && !node_->value;
}
std::string BuildConstraint::str() const {
  return node_->text;
}

namespace {

using HasTag = std::function<bool(std::string_view)>;
using Decide = std::function<std::optional<bool>(std::string_view)>;

bool eval_node(const Node& node, const HasTag& has_tag) {
  const auto holds = [&has_tag](const Pointer& operand) { return eval_node(*operand, has_tag); };
  switch (node.kind) {
    case Kind::constant:
      return node.value;
    case Kind::tag:
      return has_tag(node.text);
    case Kind::negation:
      return !holds(node.operands.front());
    case Kind::all:
      return std::all_of(node.operands.begin(), node.operands.end(), holds);
    case Kind::any:
      return std::any_of(node.operands.begin(), node.operands.end(), holds);
  }
  return false;
}

Pointer fold_node(const Pointer& node, const Decide& decide) {
  if (node->kind == Kind::constant) return node;
  if (node->kind == Kind::tag) {
    const std::optional<bool> decided = decide(node->text);
    return decided ? constant(*decided) : node;
  }
  if (node->kind == Kind::negation) return negate(fold_node(node->operands.front(), decide));
  std::vector<Pointer> operands;
  for (const Pointer& operand : node->operands) operands.push_back(fold_node(operand, decide));
  return combine(node->kind, operands);
}

void collect_tags(const Node& node, std::set<std::string>& out) {
  if (node.kind == Kind::tag) out.insert(node.text);
  for (const Pointer& operand : node.operands) collect_tags(*operand, out);
}

}  // namespace

bool BuildConstraint::eval(const HasTag& has_tag) const {
  return eval_node(*node_, has_tag);
}

BuildConstraint BuildConstraint::fold(const Decide& decide) const {
  return BuildConstraint(fold_node(node_, decide));
}

std::vector<std::string> BuildConstraint::tags() const {
  std::set<std::string> tags;
  collect_tags(*node_, tags);
  return {tags.begin(), tags.end()};
}

namespace build_constraint {
namespace {

// Go's internal/syslist. Words are never removed there; a new one changes what a file name means.
constexpr std::string_view oses[] = {
    "aix",   "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",     "js",
    "linux", "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos"};
constexpr std::string_view not_unix[] = {"js", "nacl", "plan9", "wasip1", "windows", "zos"};
constexpr std::string_view arches[] = {
    "386",     "amd64",  "amd64p32", "arm",       "arm64",       "arm64be", "armbe",   "loong64",
    "mips",    "mips64", "mips64le", "mips64p32", "mips64p32le", "mipsle",  "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",      "s390x",       "sparc",   "sparc64", "wasm"};

// What a release sets by default: the lowest level of each architecture (internal/buildcfg's
// gogoarchTags over the defaults of cmd/dist), from Go 1.`first` on.
struct LevelTag {
  std::string_view tag;
  int first = 0;
};
constexpr LevelTag level_tags[] = {{"386.sse2"},
                                   {"amd64.v1"},
                                   {"arm.5"},
                                   {"arm.6"},
                                   {"arm.7"},
                                   {"arm64.v8.0"},
                                   {"mips.hardfloat"},
                                   {"mipsle.hardfloat"},
                                   {"mips64.hardfloat"},
                                   {"mips64le.hardfloat"},
                                   {"ppc64.power8"},
                                   {"ppc64le.power8"},
                                   {"riscv64.rva20u64"},
                                   {"wasm.satconv", 26},
                                   {"wasm.signext", 26}};

// Experiments that are on by default, from Go 1.`first` to 1.`last` (internal/buildcfg/exp.go of
// the releases 1.24, 1.25 and 1.26). An older toolchain is taken for a 1.24, a newer one for
// a 1.26.
enum class Where { everywhere, register_abi, byte_exchange, dwarf5 };
struct Experiment {
  std::string_view name;
  int first;
  int last;
  Where where = Where::everywhere;
};
constexpr int oldest_known = 24;
constexpr int newest_known = 26;
constexpr Experiment experiments[] = {{"regabiwrappers", 24, 26, Where::register_abi},
                                      {"regabiargs", 24, 26, Where::register_abi},
                                      {"coverageredesign", 24, 24},
                                      {"spinbitmutex", 24, 24, Where::byte_exchange},
                                      {"aliastypeparams", 24, 25},
                                      {"swissmap", 24, 25},
                                      {"synchashtriemap", 24, 25},
                                      {"dwarf5", 25, 26, Where::dwarf5},
                                      {"randomizedheapbase64", 26, 26},
                                      {"greenteagc", 26, 26}};
constexpr std::string_view register_abi_arches[] = {"amd64",   "arm64",   "loong64", "ppc64",
                                                    "ppc64le", "riscv64", "s390x"};
constexpr std::string_view byte_exchange_arches[] = {"386",   "amd64", "arm",
                                                     "arm64", "ppc64", "ppc64le"};
constexpr std::string_view no_dwarf5_oses[] = {"aix", "darwin", "ios"};

template <std::size_t N>
bool one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool holds(Where where, std::string_view os, std::string_view arch) {
  switch (where) {
    case Where::everywhere:
      return true;
    case Where::register_abi:
      return one_of(arch, register_abi_arches);
    case Where::byte_exchange:
      return one_of(arch, byte_exchange_arches);
    case Where::dwarf5:
      return !one_of(os, no_dwarf5_oses);
  }
  return false;
}

bool is_default_experiment(std::string_view name, std::string_view os, std::string_view arch,
                           int go_minor) {
  const int minor = std::clamp(go_minor, oldest_known, newest_known);
  return std::any_of(std::begin(experiments), std::end(experiments),
                     [&](const Experiment& experiment) {
                       return experiment.name == name && experiment.first <= minor &&
                              minor <= experiment.last && holds(experiment.where, os, arch);
                     });
}

bool is_default_level(std::string_view tag, std::string_view arch, int go_minor) {
  return tag.substr(0, tag.find('.')) == arch &&
         std::any_of(std::begin(level_tags), std::end(level_tags), [&](const LevelTag& level) {
           return level.tag == tag && level.first <= go_minor;
         });
}

// release_of returns N of the tag "go1.N"; nullopt for other tags.
std::optional<int> release_of(std::string_view tag) {
  constexpr std::string_view prefix = "go1.";
  if (!tag.starts_with(prefix)) return std::nullopt;
  const std::string_view number = tag.substr(prefix.size());
  int n = 0;
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), n);
  const bool whole = fault == std::errc() && end == number.data() + number.size();
  if (!whole || number.front() == '-' || number.front() == '0') return std::nullopt;
  return n;
}

// os_has reports whether the GOOS or family tag `tag` holds on `os`.
bool os_has(std::string_view os, std::string_view tag) {
  if (tag == os) return true;
  if (tag == "unix") return is_unix_os(os);
  return (os == "android" && tag == "linux") || (os == "illumos" && tag == "solaris") ||
         (os == "ios" && tag == "darwin");
}

// take_line cuts the first line off `text`; the line is returned without white space around it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return unicode::trim(line);
}

// after_keyword returns what follows `keyword` at the start of `line`; nullopt where it is not
// there as a whole word.
std::optional<std::string_view> after_keyword(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  const std::string_view rest = line.substr(keyword.size());
  const std::string_view argument = unicode::trim(rest);
  if (!rest.empty() && argument.size() == rest.size()) return std::nullopt;
  return argument;
}

// Header is what stands before the package clause.
struct Header {
  // The file's leading // comments up to the last blank line among them: where `// +build` counts.
  std::string_view leading;
  std::optional<std::string_view> go_build;  // the expression
};

// is_only_comments reports whether a line's text ends in comments; `in_block` says whether it
// begins, and then whether it ends, inside of /* */.
bool is_only_comments(std::string_view line, bool& in_block) {
  while (!line.empty()) {
    if (in_block) {
      const std::size_t end = line.find("*/");
      if (end == std::string_view::npos) return true;
      in_block = false;
      line = unicode::trim(line.substr(end + 2));
    } else if (line.starts_with("//")) {
      return true;
    } else if (line.starts_with("/*")) {
      in_block = true;
      line = unicode::trim(line.substr(2));
    } else {
      return false;
    }
  }
  return true;
}

Header read_header(std::string_view text) {
  Header header;
  bool leading = true;
  bool in_block = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (line.empty() && leading) {
      header.leading = text.substr(0, text.size() - rest.size());
      continue;
    }
    if (!line.starts_with("//")) leading = false;
    const std::optional<std::string_view> expression =
        in_block ? std::nullopt : after_keyword(line, "//go:build");
    if (expression) {
      if (header.go_build) throw Error("more than one //go:build line");
      header.go_build = expression;
    }
    if (!is_only_comments(line, in_block)) break;
  }
  return header;
}

BuildConstraint parse_go_build(std::string_view expression) {
  constexpr std::size_t max_operands = 1000;
  if (expression.empty()) throw Error("malformed build constraint: nothing after //go:build");
  return BuildConstraint::parse(expression, max_operands);
}

// parse_plus_build_word reads one word of a `// +build` clause: a tag or its negation. A word that
// is neither stands for the tag "ignore", which nobody sets.
BuildConstraint parse_plus_build_word(std::string_view word) {
  const bool negated = word.starts_with('!') && word.size() > 1 && word[1] != '!';
  if (negated) word.remove_prefix(1);
  const bool is_tag = !word.empty() && tag_size(word) == word.size();
  const BuildConstraint tag = BuildConstraint::tag(is_tag ? std::string(word) : "ignore");
  return negated ? !tag : tag;
}

// parse_plus_build reads the arguments of a `// +build` line: spaces mean or, commas and. nullopt
// for more than 100 operators: Go skips such a line.
std::optional<BuildConstraint> parse_plus_build(std::string_view arguments) {
  constexpr int max_words = 101;
  BuildConstraint any = BuildConstraint::never();
  int words = 0;
  for (const std::string_view clause : unicode::fields(arguments)) {
    BuildConstraint all;
    for (std::size_t start = 0; start <= clause.size();) {
      const std::size_t end = std::min(clause.find(',', start), clause.size());
      if (++words > max_words) return std::nullopt;
      all = all && parse_plus_build_word(clause.substr(start, end - start));
      start = end + 1;
    }
    any = any || all;
  }
  return words == 0 ? BuildConstraint::tag("ignore") : any;
}

// plus_build_argument returns what follows "+build" in a line comment.
std::optional<std::string_view> plus_build_argument(std::string_view line) {
  if (!line.starts_with("//")) return std::nullopt;
  return after_keyword(unicode::trim(line.substr(2)), "+build");
}

}  // namespace

bool known_os(std::string_view word) {
  return one_of(word, oses);
}
bool known_arch(std::string_view word) {
  return one_of(word, arches);
}
bool is_unix_os(std::string_view os) {
  return known_os(os) && !one_of(os, not_unix);
}

BuildConstraint of_file_name(std::string_view name) {
  std::string_view stem = name.substr(0, name.find('.'));
  // take_word cuts the last "_word" off; what stands before the first "_" is never one.
  const auto take_word = [&stem] {
    const std::size_t underscore = stem.rfind('_');
    if (underscore == std::string_view::npos) return std::string_view();
    const std::string_view word = stem.substr(underscore + 1);
    stem = stem.substr(0, underscore);
    return word;
  };

  std::string_view last = take_word();
  if (last == "test") last = take_word();
  if (known_os(last)) return BuildConstraint::tag(std::string(last));
  if (!known_arch(last)) return BuildConstraint::always();
  const BuildConstraint arch = BuildConstraint::tag(std::string(last));
  const std::string_view os = take_word();
  return known_os(os) ? BuildConstraint::tag(std::string(os)) && arch : arch;
}

BuildConstraint of_header(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const Header header = read_header(text);
  if (header.go_build) return parse_go_build(*header.go_build);

  BuildConstraint all;
  for (std::string_view rest = header.leading; !rest.empty();) {
    const std::optional<std::string_view> argument = plus_build_argument(take_line(rest));
    if (!argument) continue;
    if (const std::optional<BuildConstraint> line = parse_plus_build(*argument)) all = all && *line;
  }
  return all;
}

std::optional<bool> has_platform_tag(std::string_view tag, std::string_view os,
                                     std::string_view arch, bool cgo, int go_minor) {
  constexpr std::string_view experiment_prefix = "goexperiment.";
  if (tag == "cgo") return cgo;
  if (tag == "gc") return true;
  if (tag == "gccgo") return false;
  if (tag == "unix" || known_os(tag)) return os_has(os, tag);
  if (known_arch(tag)) return tag == arch;
  if (tag == "boringcrypto") return false;  // an old name of goexperiment.boringcrypto
  if (tag.starts_with(experiment_prefix)) {
    return is_default_experiment(tag.substr(experiment_prefix.size()), os, arch, go_minor);
  }
  if (const std::optional<int> release = release_of(tag)) return *release <= go_minor;
  const std::size_t dot = tag.find('.');
  if (dot != std::string_view::npos && known_arch(tag.substr(0, dot))) {
    return is_default_level(tag, arch, go_minor);
  }
  return std::nullopt;
}

}  // namespace build_constraint
}  // namespace goset
