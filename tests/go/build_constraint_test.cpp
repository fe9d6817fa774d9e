#include "goset/go/build_constraint.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

BuildConstraint tag(std::string name) {
  return BuildConstraint::tag(std::move(name));
}

// has_only answers yes for one tag.
std::function<bool(std::string_view)> has_only(std::string_view wanted) {
  return [wanted](std::string_view tag) { return tag == wanted; };
}

}  // namespace

TEST_CASE("a constraint prints with few parentheses and reads back") {
  struct Case {
    std::string_view text, printed;
  };
  const Case cases[] = {
      {"linux", "linux"},
      {" a\t&&b||c ", "a && b || c"},
      {"(a && b) || c", "a && b || c"},
      {"a && (b || c)", "a && (b || c)"},
      {"a && (b && c)", "a && b && c"},
      {"!(a || b)", "!(a || b)"},
      {"!(a)", "!a"},
      {"!(!a)", "a"},
      {"! a", "!a"},
      {"((a))", "a"},
      {"a && a", "a"},
      {"(a || b) && (a || b)", "a || b"},
      {"a || b || a", "a || b"},
      {"a && !a", "ignore && !ignore"},
      {"a || b || !a", ""},
      {"!(a && b) || b && c", "!(a && b) || b && c"},
      {"ignore && !ignore", "ignore && !ignore"},
      {"linux && (!ignore && ignore)", "ignore && !ignore"},
      {"go1.21 && 386 && \xC3\xA9_x", "go1.21 && 386 && \xC3\xA9_x"},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const BuildConstraint constraint = BuildConstraint::parse(c.text);
    CHECK(constraint.str() == c.printed);
    CHECK(BuildConstraint::parse(constraint.str()) == constraint);
  }
}

TEST_CASE("a malformed constraint is refused") {
  struct Case {
    std::string_view text, fault;
  };
  const Case cases[] = {
      {"a &&", "malformed build constraint \"a &&\": unexpected end"},
      {"a b", "malformed build constraint \"a b\": unexpected \"b\""},
      {"(a", "malformed build constraint \"(a\": missing closing parenthesis"},
      {"a)", "malformed build constraint \"a)\": unexpected \")\""},
      {"!!a", "malformed build constraint \"!!a\": double negation"},
      {"a & b", "malformed build constraint \"a & b\": unexpected \"& b\""},
      {"a-b", "malformed build constraint \"a-b\": unexpected \"-b\""},
      {"()", "malformed build constraint \"()\": unexpected \")\""},
      {"&& a", "malformed build constraint \"&& a\": unexpected \"&&\""},
  };
  for (const Case& c : cases)
    CHECK_THROWS_WITH(BuildConstraint::parse(c.text), std::string(c.fault));
}

TEST_CASE("nesting is bounded, so that no input exhausts the stack") {
  const std::string ok = std::string(1000, '(') + "a" + std::string(1000, ')');
  CHECK(BuildConstraint::parse(ok).str() == "a");
  CHECK_THROWS_AS(BuildConstraint::parse("(" + ok + ")"), Error);
  CHECK_THROWS_AS(BuildConstraint::parse(std::string(1000000, '(')), Error);
}

TEST_CASE("always and never are neutral and absorbing") {
  const BuildConstraint always = BuildConstraint::always();
  const BuildConstraint never = BuildConstraint::never();
  CHECK(BuildConstraint().is_always());
  CHECK(always.str().empty());
  CHECK(never.is_never());
  CHECK(BuildConstraint::parse(never.str()).is_never());
  CHECK((!always).is_never());
  CHECK((!never).is_always());
  CHECK((always && tag("a")) == tag("a"));
  CHECK((always || tag("a")).is_always());
  CHECK((never || tag("a")) == tag("a"));
  CHECK((never && tag("a")).is_never());
  CHECK((tag("a") || !tag("a")).is_always());
  CHECK_FALSE(tag("a").is_always());
  CHECK_FALSE(tag("a").is_never());
}

TEST_CASE("eval decides by tags") {
  const BuildConstraint c = BuildConstraint::parse("(linux || darwin) && !cgo");
  CHECK(c.eval(has_only("linux")));
  CHECK(c.eval(has_only("darwin")));
  CHECK_FALSE(c.eval(has_only("windows")));
  CHECK_FALSE(c.eval([](std::string_view) { return true; }));
  CHECK(BuildConstraint::always().eval(has_only("")));
  CHECK_FALSE(BuildConstraint::never().eval(has_only("ignore")));
}

TEST_CASE("fold leaves undecided tags symbolic") {
  const auto on_linux = [](std::string_view tag) -> std::optional<bool> {
    if (tag == "linux") return true;
    if (tag == "windows") return false;
    return std::nullopt;
  };
  struct Case {
    std::string_view text, folded;
  };
  const Case cases[] = {{"linux && custom", "custom"},
                        {"windows || custom && !other", "custom && !other"},
                        {"!(linux && custom)", "!custom"},
                        {"linux || custom", ""},
                        {"windows && custom", "ignore && !ignore"},
                        {"", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(BuildConstraint::parse(c.text).fold(on_linux).str() == c.folded);
  }
}

TEST_CASE("tags are listed once and sorted") {
  CHECK(BuildConstraint::parse("b && (a || !b) && !c").tags() ==
        std::vector<std::string>{"a", "b", "c"});
  CHECK(BuildConstraint::never().tags().empty());
}
