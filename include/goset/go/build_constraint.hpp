#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// BuildConstraint is a boolean expression over build tags, as a `//go:build` line states it. It is
// an immutable value; `always` and `never` have no counterpart in Go's syntax and print as "" and
// "ignore && !ignore". Operators simplify away constants, double negation, repeated operands and
// an operand that stands beside its own negation, and nothing else. Operands keep their order.
// Source: https://pkg.go.dev/cmd/go#hdr-Build_constraints.
class BuildConstraint {
 public:
  BuildConstraint();  // always
  static BuildConstraint always();
  static BuildConstraint never();
  static BuildConstraint tag(std::string name);

  // is_tag reports whether `name` is a tag as Go's syntax has them: letters, digits, "_" and ".".
  static bool is_tag(std::string_view name);

  // parse reads the expression after `//go:build`; throws Error naming the fault. Text that `str`
  // returned parses to an equal value; "" is `always`. Go takes at most 1,000 operands (file_constraint::of_header
  // applies that); by default there is no limit, so that a union over many files reads back.
  static BuildConstraint parse(std::string_view expression,
                               std::size_t max_operands = std::string_view::npos);

  BuildConstraint operator&&(const BuildConstraint& other) const;
  BuildConstraint operator||(const BuildConstraint& other) const;
  BuildConstraint operator!() const;

  bool is_always() const;
  bool is_never() const;

  // eval decides the expression; `has_tag` answers for one tag.
  bool eval(const std::function<bool(std::string_view)>& has_tag) const;

  // fold replaces the tags that `decide` knows by constants and leaves the others symbolic.
  BuildConstraint fold(const std::function<std::optional<bool>(std::string_view)>& decide) const;

  // tags lists the tags that occur, sorted, each once.
  std::vector<std::string> tags() const;

  // str prints Go's syntax: `linux && (amd64 || arm64)`.
  std::string str() const;

  // identity is the same for copies of one value, so equal identities mean equal values.
  const void* identity() const { return node_.get(); }

  friend bool operator==(const BuildConstraint& a, const BuildConstraint& b) {
    return a.str() == b.str();
  }

  struct Node;

 private:
  explicit BuildConstraint(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  std::shared_ptr<const Node> node_;
};

}  // namespace goset
