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

  // parse reads the expression after `//go:build`; throws Error naming the fault. Text that `str`
  // returned parses to an equal value; "" is `always`. Go takes at most 1,000 operands (`of_header`
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

namespace build_constraint {

// of_file_name returns the constraint in a file's name (`x_linux_amd64.go`, `x_test.go` aside), by
// the rule of go/build's goodOSArchFile: known GOOS and GOARCH words only, and nothing before the
// first underscore counts. Names that implied tags go with (android implies linux, illumos implies
// solaris, ios implies darwin; `unix`) are the caller's `has_tag` to answer.
BuildConstraint of_file_name(std::string_view name);

// of_header returns the constraint in the comments before a Go file's package clause: its
// `//go:build` line or, where there is none, its `// +build` lines. A malformed or a second
// `//go:build` line throws Error. A leading BOM is skipped. `text` may be the whole file.
BuildConstraint of_header(std::string_view text);

// known_os and known_arch report whether Go knows the word at all (go/build's syslist), and
// is_unix_os whether the tag `unix` holds there.
bool known_os(std::string_view word);
bool known_arch(std::string_view word);
bool is_unix_os(std::string_view os);

// has_platform_tag answers for the tags that a platform decides by itself: GOOS and GOARCH words
// and what they imply, `unix`, `cgo`, `gc`, `gccgo`, `go1.1` ... `go1.<minor>`, and the tool tags
// that a release sets by default for that platform (`goexperiment.*`, `amd64.v1`, `arm64.v8.0`).
// nullopt for other (custom) tags. `go_minor` is N of the toolchain's 1.N.
std::optional<bool> has_platform_tag(std::string_view tag, std::string_view os,
                                     std::string_view arch, bool cgo, int go_minor);

}  // namespace build_constraint
}  // namespace goset
