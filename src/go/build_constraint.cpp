#include "goset/go/build_constraint.hpp"

#include <fmt/format.h>

#include <algorithm>
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

bool BuildConstraint::is_tag(std::string_view name) {
  return !name.empty() && tag_size(name) == name.size();
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

}  // namespace goset
