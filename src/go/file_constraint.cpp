#include "goset/go/file_constraint.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "goset/error.hpp"
#include "goset/go/platform_tags.hpp"
#include "goset/go/unicode.hpp"

namespace goset::file_constraint {
namespace {

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
  const BuildConstraint tag =
      BuildConstraint::tag(BuildConstraint::is_tag(word) ? std::string(word) : "ignore");
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

BuildConstraint of_name(std::string_view name) {
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
  if (platform_tags::known_os(last)) return BuildConstraint::tag(std::string(last));
  if (!platform_tags::known_arch(last)) return BuildConstraint::always();
  const BuildConstraint arch = BuildConstraint::tag(std::string(last));
  const std::string_view os = take_word();
  return platform_tags::known_os(os) ? BuildConstraint::tag(std::string(os)) && arch : arch;
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

}  // namespace goset::file_constraint
