#include "goset/licenses/expression.hpp"

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "words.hpp"

// A parser by recursive descent, which calls back for each term and forgets it: nothing is kept but
// whether all so far is met. As the specification has it, WITH binds closest, then AND, then OR.

namespace goset::licenses {

namespace {

constexpr std::size_t most_depth = 100;  // of parentheses

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '+' || c == ':';
}

// tokens_of returns words and parentheses; an empty one stands for what is neither.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    std::size_t size = text[at] == '(' || text[at] == ')' ? 1 : 0;
    if (size == 0) {
      while (at + size < text.size() && is_word(text[at + size])) ++size;
    }
    if (size == 0) return {std::string_view()};
    result.push_back(text.substr(at, size));
    at += size;
  }
  return result;
}

bool is_operator(std::string_view token) {
  return token == "AND" || token == "OR" || token == "WITH";
}

class Parser {
 public:
  using IsMet = std::function<bool(const std::string& term)>;

  Parser(std::string_view text, const IsMet& is_met) : tokens_(tokens_of(text)), is_met_(is_met) {}

  // run returns whether the expression is well formed, and is_met whether it is met.
  bool run() {
    met_ = any();
    return is_good_ && at_ == tokens_.size() && !tokens_.empty();
  }
  bool is_met() const { return met_; }

 private:
  bool any() {
    bool result = all();
    while (take("OR")) result = all() || result;
    return result;
  }

  bool all() {
    bool result = term();
    while (take("AND")) result = term() && result;
    return result;
  }

  bool term() {
    if (take("(")) {
      if (++depth_ > most_depth) return fail();
      const bool result = any();
      --depth_;
      return take(")") ? result : fail();
    }
    std::string name = word();
    if (take("WITH")) name += " WITH " + word();
    return is_good_ && is_met_(name);
  }

  std::string word() {
    if (at_ < tokens_.size() && !tokens_[at_].empty() && is_word(tokens_[at_].front()) &&
        !is_operator(tokens_[at_])) {
      return std::string(tokens_[at_++]);
    }
    fail();
    return "";
  }

  bool take(std::string_view token) {
    if (!is_good_ || at_ == tokens_.size() || tokens_[at_] != token) return false;
    ++at_;
    return true;
  }

  bool fail() { return is_good_ = false; }

  const std::vector<std::string_view> tokens_;
  const IsMet& is_met_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool is_good_ = true;
  bool met_ = false;
};

bool has_top_level_or(std::string_view expression) {
  int depth = 0;
  for (const std::string_view token : tokens_of(expression)) {
    if (token == "(") ++depth;
    if (token == ")") --depth;
    if (depth == 0 && token == "OR") return true;
  }
  return false;
}

}  // namespace

bool is_expression(std::string_view text) {
  const Parser::IsMet any = [](const std::string&) { return true; };
  return Parser(text, any).run();
}

Terms terms_of(std::string_view expression) {
  Terms result;
  const Parser::IsMet note = [&](const std::string& term) { return result.insert(term).second; };
  Parser(expression, note).run();
  return result;
}

std::string all_of(const std::set<std::string>& expressions) {
  std::set<std::string> operands;
  for (const std::string& expression : expressions) {
    if (has_top_level_or(expression)) {
      operands.insert("(" + expression + ")");
    } else if (expression.find('(') == std::string::npos) {
      operands.merge(terms_of(expression));
    } else {
      operands.insert(expression);
    }
  }
  std::string result;
  for (const std::string& operand : operands) {
    result += (result.empty() ? "" : " AND ") + operand;
  }
  // One alone needs no parentheses.
  const bool is_alone = operands.size() == 1 && result.starts_with('(') && expressions.size() == 1;
  return is_alone ? *expressions.begin() : result;
}

bool is_allowed(std::string_view expression, const Terms& allowed) {
  Terms low;
  for (const std::string& term : allowed) low.insert(lowered(term));
  const Parser::IsMet is_met = [&](const std::string& term) {
    const std::string wanted = lowered(term);
    return low.contains(wanted) || low.contains(wanted.substr(0, wanted.find(" with ")));
  };
  Parser parser(expression, is_met);
  return parser.run() && parser.is_met();
}

}  // namespace goset::licenses
